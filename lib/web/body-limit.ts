import type { IncomingMessage } from "node:http";

const kib = 1024;

/** Bytes of a request's body by the longest prefix of its path. Callers without an account get less to say. */
const limits: readonly (readonly [prefix: string, bytes: number])[] = [
  ["/api/auth/", 64 * kib],
  ["/api/mbi/login", 16 * kib],
  ["/", 1024 * kib],
];

export function bodyLimit(path: string): number {
  return limits.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 0;
}

/** True where the request itself says that it is over the limit. */
export function isDeclaredOver(req: IncomingMessage, limit: number): boolean {
  return Number(req.headers["content-length"] ?? 0) > limit;
}

/**
 * Counts a body of undeclared length as it arrives, before anybody reads it, and holds back what is over the limit: a
 * reader never takes a cut body for a whole one, it waits until the request is destroyed.
 */
export function watchBody(req: IncomingMessage, limit: number, onOver: () => void): void {
  if (req.headers["transfer-encoding"] === undefined) return;
  let bytes = 0;
  let isOver = false;
  const { push } = req;
  req.push = (chunk: unknown, encoding) => {
    if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
    if (bytes <= limit) return push.call(req, chunk, encoding);
    if (!isOver) onOver();
    isOver = true;
    return true;
  };
}

/** Throws away what still comes, so that the caller gets to read the answer instead of a broken connection. */
export function discardBody(req: IncomingMessage, onEnd: () => void): void {
  const bytesMax = 4 * 1024 * kib;
  const msMax = 2_000;
  let bytes = 0;
  const timer = setTimeout(onEnd, msMax);
  const end = () => {
    clearTimeout(timer);
    onEnd();
  };
  req.push = (chunk: unknown) => {
    if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
    if (chunk === null || bytes > bytesMax) end();
    return true;
  };
  req.once("close", end);
}
