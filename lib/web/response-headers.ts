import type { ServerResponse } from "node:http";

export type HeaderRules = {
  requestId: string;
  isApi: boolean;
  /** The portal is reached by https. */
  isSecure: boolean;
  /** The connection ends with this answer. */
  isLast: () => boolean;
};

/** On every answer, whoever gives it: page, handler, static file, redirect or refusal. */
const everywhere: readonly [string, string][] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=()"],
];
const strictTransport = "max-age=31536000";
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The headers for an answer that does not go through a `ServerResponse`. */
export function fixedHeaders({
  requestId,
  isApi,
  isSecure,
}: Omit<HeaderRules, "isLast">): [string, string][] {
  const pairs: [string, string][] = [...everywhere, ["X-Request-Id", requestId]];
  if (isSecure) pairs.push(["Strict-Transport-Security", strictTransport]);
  if (isApi) pairs.push(["Content-Security-Policy", apiPolicy]);
  return pairs;
}

/**
 * Sets the headers just before the status line is written, so that nothing that ran before can take them away or double
 * them. What a caller is told is his alone unless the handler says otherwise.
 */
export function setHeadersLate(res: ServerResponse, rules: HeaderRules): void {
  beforeHead(res, () => {
    for (const [name, value] of fixedHeaders(rules)) res.setHeader(name, value);
    if (rules.isApi && !res.hasHeader("Cache-Control")) res.setHeader("Cache-Control", "no-store");
    if (rules.isLast()) res.setHeader("Connection", "close");
  });
}

function beforeHead(res: ServerResponse, work: () => void): void {
  const { writeHead } = res;
  res.writeHead = (...args: unknown[]) => {
    if (!res.headersSent) work();
    return Reflect.apply(writeHead, res, args);
  };
}
