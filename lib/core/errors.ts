/** Kinds of failure and how each is answered; the codes are the table in the product's specification. */
export const errorKinds = {
  invalid: { status: 400, code: 1403 },
  unauthenticated: { status: 401, code: 1401 },
  token_expired: { status: 401, code: 1406 },
  forbidden: { status: 403, code: 1402 },
  not_found: { status: 404, code: 1404 },
  method: { status: 405, code: 1405 },
  conflict: { status: 409, code: 1409 },
  too_large: { status: 413, code: 1413 },
  media_type: { status: 415, code: 1415 },
  refused: { status: 422, code: 1422 },
  rate_limited: { status: 429, code: 1429 },
  internal: { status: 500, code: 1500 },
  upstream: { status: 502, code: 1101 },
  unavailable: { status: 503, code: 1503 },
} as const;

export type ErrorKind = keyof typeof errorKinds;

/** `message` is already in the reader's language where a schema's own text is meant, else a reason to translate. */
export type FieldFault = { path: string; message: string; params?: Record<string, string | number> };

type Extras = {
  /** Values for the placeholders of the message. */
  params?: Record<string, string | number>;
  fields?: FieldFault[];
  /** Machine-readable facts that belong into the answer, such as the codes that were not found. */
  details?: Record<string, unknown>;
  /** Answer code where the error has one of its own (2001…). */
  code?: number;
  retryAfterSeconds?: number;
  cause?: unknown;
};

/**
 * The one error that verbs throw on purpose. `reason` is dotted, owned by its domain, never changes, and is the key of the
 * message in lib/i18n/messages/errors.*.json.
 */
export class AppError extends Error {
  readonly extras: Extras;

  constructor(
    readonly kind: ErrorKind,
    readonly reason: string,
    extras: Extras = {},
  ) {
    super(`${kind}: ${reason}`, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = "AppError";
    this.extras = extras;
  }
}

/** A broken invariant: fails the request with 1500 and is logged with its stack. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${what}`);
}

/** The MariaDB error number somewhere in a chain of causes, or null. Drizzle wraps the driver's errors. */
export function databaseErrno(error: unknown): number | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("errno" in current && typeof current.errno === "number") return current.errno;
  }
  return null;
}
