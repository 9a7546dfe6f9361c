import type { IncomingMessage } from "node:http";
import type { ErrorKind } from "@/lib/core/errors";

/** Why the entry does not hand a request on; `reason` is the key of its message. */
export type Refusal = {
  kind: ErrorKind;
  reason: RefusalReason;
  status?: number;
  /** Methods that would have been taken. */
  allow?: string;
};
export type RefusalReason =
  | "common.bad_request"
  | "common.bad_path"
  | "common.body_too_large"
  | "common.headers_too_large"
  | "common.method_not_allowed"
  | "common.request_timeout"
  | "common.upgrade_refused"
  | "common.not_ready"
  | "common.internal";

const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const allowedMethods = [...methods].join(", ");

/** Null for a request that may be handed on. */
export function refusalOf(req: IncomingMessage, path: string): Refusal | null {
  const { headers, method = "" } = req;
  if (!methods.has(method))
    return { kind: "method", reason: "common.method_not_allowed", allow: allowedMethods };
  if (!isPathPlain(path)) return { kind: "invalid", reason: "common.bad_path" };
  if (!isHostValid(headers.host ?? "")) return { kind: "invalid", reason: "common.bad_request" };
  // Next.js parses it without asking, and a text that is no address would become a fault of ours.
  if (headers.origin !== undefined && headers.origin !== "null" && !URL.canParse(headers.origin)) {
    return { kind: "invalid", reason: "common.bad_request" };
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue") {
    return { kind: "invalid", reason: "common.bad_request", status: 417 };
  }
  if (headers.upgrade?.toLowerCase() === "websocket")
    return { kind: "invalid", reason: "common.upgrade_refused" };
  return null;
}

/**
 * Spellings that a proxy, Next.js and a file system read differently: encoded slashes, dots and NUL, back-slashes, empty
 * and dot segments, path parameters on dots, broken escapes, anything but printable ASCII, and targets that are no path.
 */
const ambiguous = /\/\/|\\|\.\.;|%(?:2f|5c|2e|00|(?![0-9a-f]{2}))|\/\.{1,2}(?:\/|$)|[^\x21-\x7e]/i;

export function isPathPlain(path: string): boolean {
  return path.startsWith("/") && !ambiguous.test(path);
}

const hostPattern = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

export function isHostValid(host: string): boolean {
  return hostPattern.test(host);
}

export function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}
