import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress, type TrustedProxies } from "./client-address";
import { isHostValid } from "./request-target";

/** What the entry establishes about a request before anybody else reads it. */
export type Origin = { requestId: string; address: string };

/**
 * Replaces what a caller may claim about itself by what is so: headers that proxies, Next.js and next-auth believe are
 * dropped, and those they need are set anew. A trusted proxy's word counts for address, host, protocol and port only.
 */
export function settleHeaders(req: IncomingMessage, isTrusted: TrustedProxies): Origin {
  const { headers } = req;
  const peer = req.socket.remoteAddress;
  const address = clientAddress(peer, textOf(headers["x-forwarded-for"]), isTrusted);
  const believed = isTrusted(clientAddress(peer, undefined, isTrusted)) ? forwardedBy(headers) : {};
  const requestId = requestIdOf(headers["x-request-id"]);
  for (const name in headers) if (isClaim(name)) delete headers[name];

  const proto = believed.proto ?? "http";
  const host = believed.host ?? headers.host;
  headers["x-request-id"] = requestId;
  headers["x-client-address"] = address;
  headers["x-forwarded-for"] = address;
  headers["x-forwarded-proto"] = proto;
  if (host !== undefined) headers["x-forwarded-host"] = host;
  headers["x-forwarded-port"] = believed.port ?? portOf(host) ?? (proto === "https" ? "443" : "80");
  return { requestId, address };
}

const requestIdPattern = /^[\w.-]{8,64}$/;

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === "string" && requestIdPattern.test(header) ? header : randomUUID();
}

/** Next.js and its proxy talk to each other by these; no caller has a reason to send one. */
const claimedPrefixes = ["x-forwarded-", "x-middleware-", "x-invoke-", "x-vercel-", "x-now-", "x-next-"];
const claimed: ReadonlySet<string> = new Set([
  "forwarded",
  "next-resume",
  "true-client-ip",
  "cf-connecting-ip",
  "x-action-forwarded",
  "x-client-address",
  "x-client-ip",
  "x-cluster-client-ip",
  "x-forwarded",
  "x-host",
  "x-http-method",
  "x-http-method-override",
  "x-matched-path",
  "x-method-override",
  "x-nextjs-data",
  "x-nonce",
  "x-original-host",
  "x-original-url",
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
  "x-real-ip",
  "x-rewrite-url",
]);

export function isClaim(name: string): boolean {
  return (
    claimed.has(name) || (name.startsWith("x-") && claimedPrefixes.some((prefix) => name.startsWith(prefix)))
  );
}

type Forwarded = { host?: string; proto?: "http" | "https"; port?: string };

function forwardedBy(headers: IncomingHttpHeaders): Forwarded {
  const host = lastOf(headers["x-forwarded-host"]);
  const proto = lastOf(headers["x-forwarded-proto"])?.toLowerCase();
  const port = lastOf(headers["x-forwarded-port"]);
  return {
    ...(host !== undefined && isHostValid(host) ? { host } : {}),
    ...(proto === "http" || proto === "https" ? { proto } : {}),
    ...(port !== undefined && /^\d{1,5}$/.test(port) ? { port } : {}),
  };
}

/** The nearest proxy's word stands last. */
function lastOf(header: string | string[] | undefined): string | undefined {
  return textOf(header)?.split(",").at(-1)?.trim();
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

function portOf(host: string | undefined): string | undefined {
  return host === undefined ? undefined : /:(\d{1,5})$/.exec(host)?.[1];
}
