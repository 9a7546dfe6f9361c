import { randomUUID } from "node:crypto";
import { findSession } from "@/lib/accounts/find-session";
import { touchSession } from "@/lib/accounts/touch-session";
import { type Ctx, systemClock } from "@/lib/core/context";
import { database } from "@/lib/core/databases";
import { AppError } from "@/lib/core/errors";
import { localeCookie, pickLocale } from "@/lib/i18n/locales";
import { type Carrier, decodeBearer, decodeBrowser, sessionCookieName } from "./tokens";

/** What both `Request` and Next's `headers()` and `cookies()` offer. */
export type RequestParts = { header(name: string): string | null; cookie(name: string): string | null };

const requestIdPattern = /^[\w.-]{8,64}$/;
const touchAfterMs = 60_000;

export function partsOf(request: Request): RequestParts {
  const cookies = new Map(
    (request.headers.get("cookie") ?? "").split(";").flatMap((pair) => {
      const cut = pair.indexOf("=");
      return cut < 0 ? [] : [[pair.slice(0, cut).trim(), decodeCookie(pair.slice(cut + 1).trim())] as const];
    }),
  );
  return { header: (name) => request.headers.get(name), cookie: (name) => cookies.get(name) ?? null };
}

/** A request's context without a caller: for public verbs, and the ground for the others. */
export function anonymousContext(parts: RequestParts): Ctx {
  const given = parts.header("x-request-id");
  return {
    actor: { type: "anonymous" },
    db: database("web"),
    reportDb: database("report"),
    isInTransaction: false,
    requestId: given !== null && requestIdPattern.test(given) ? given : randomUUID(),
    clock: systemClock,
    locale: pickLocale(parts.cookie(localeCookie) ?? undefined, parts.header("accept-language")),
    origin: {
      address: (parts.header("x-client-address") ?? "").slice(0, 45),
      userAgent: (parts.header("user-agent") ?? "").slice(0, 255),
    },
  };
}

/**
 * The context of a request with the caller that its bearer token or cookie stands for, looked up now. A token that is over is
 * told (1406), so that a client refreshes; everything else that opens nothing is an anonymous caller.
 */
export async function signedContext(parts: RequestParts): Promise<Ctx & { isByCookie: boolean }> {
  const ctx = anonymousContext(parts);
  const bearer = bearerOf(parts);
  const isByCookie = bearer === null;
  const carrier = bearer === null ? await cookieCarrier(parts) : await decodeBearer(bearer);
  if (carrier.state === "expired" && !isByCookie) throw new AppError("token_expired", "access.token_expired");
  if (carrier.state !== "read") return { ...ctx, isByCookie };
  const found = await findSession(ctx, { sessionToken: carrier.sessionToken });
  if (!found) return { ...ctx, isByCookie };
  const signed = { ...ctx, actor: found.actor, isByCookie };
  if (ctx.clock.now().getTime() - found.lastSeenAt.getTime() > touchAfterMs) await touchSession(signed, {});
  return signed;
}

async function cookieCarrier(parts: RequestParts): Promise<Carrier> {
  const cookie = parts.cookie(sessionCookieName());
  return cookie === null ? { state: "unreadable" } : decodeBrowser(cookie);
}

/** Null where the request names no bearer; other schemes are those of a proxy in front. */
function bearerOf(parts: RequestParts): string | null {
  const match = /^bearer(?:$| +(.*))/i.exec(parts.header("authorization") ?? "");
  return match ? (match[1] ?? "").trim() : null;
}

function decodeCookie(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
