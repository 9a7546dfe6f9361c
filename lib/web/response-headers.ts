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
const everywhere = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
} as const;
const strictTransport = "max-age=31536000";
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The fixed headers for an answer that does not go through a `ServerResponse`, or not yet. */
export function fixedHeaders(rules: Omit<HeaderRules, "isLast">): Record<string, string> {
  return {
    ...everywhere,
    "X-Request-Id": rules.requestId,
    ...(rules.isSecure ? { "Strict-Transport-Security": strictTransport } : {}),
    ...(rules.isApi ? { "Content-Security-Policy": apiPolicy } : {}),
  };
}

/**
 * Sets the headers just before the status line is written, so that nothing that ran before can take them away or double
 * them. What a caller is told is his alone unless the handler says otherwise.
 */
export function setHeadersLate(res: ServerResponse, rules: HeaderRules): void {
  beforeHead(res, () => {
    const fixed = fixedHeaders(rules);
    for (const name in fixed) res.setHeader(name, fixed[name] ?? "");
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
