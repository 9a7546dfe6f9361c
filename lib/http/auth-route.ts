import NextAuth from "next-auth";
import { authOptions, callbackCookieName } from "@/lib/auth/config";
import { anonymousContext, partsOf, type RequestParts } from "@/lib/auth/request-context";
import { isHttps, knownBrowserCookieName } from "@/lib/auth/tokens";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/secrets";
import { routes } from "@/lib/routes";
import { errorResponse } from "./error-response";
import { assertOwnOrigin } from "./own-origin";

type Context = { params: Promise<{ nextauth: string[] }> };

/** What of next-auth is open; its own pages, its log and its change of sessions are not. */
const calls: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "providers", "session"],
  POST: ["callback/credentials", "signout"],
};
const year = 365 * 86_400;

/**
 * next-auth behind the App Router. A browser gets a secret of its own with its first attempt; once an account has logged in
 * there, it is a known browser of that account.
 */
export async function authRoute(request: Request, context: Context): Promise<Response> {
  const parts = partsOf(request);
  try {
    const call = (await context.params).nextauth.join("/");
    await assertCall(request, parts, call);
    const known = knownBrowser(parts);
    const fresh = call === "callback/credentials" && known === null ? newSecret() : null;
    const response: Response = await NextAuth(
      request as never,
      context as never,
      authOptions(parts, known ?? fresh),
    );
    await assertDone(request, response);
    if (fresh !== null) response.headers.append("Set-Cookie", knownBrowserCookie(fresh));
    return response;
  } catch (error) {
    // The form reads the reason out of an address, as in next-auth's own answers.
    return errorResponse(error, anonymousContext(parts), ({ reason }) => ({
      url: new URL(`${routes.login()}?error=${reason}`, env().NEXTAUTH_URL).href,
    }));
  }
}

/** next-auth answers what it cannot read with faults of its own, so it gets to read only what a form of ours sends. */
async function assertCall(request: Request, parts: RequestParts, call: string): Promise<void> {
  if (!Object.values(calls).some((names) => names.includes(call)))
    throw new AppError("not_found", "common.no_such_path");
  if (!calls[request.method]?.includes(call)) throw new AppError("method", "common.method_not_allowed");
  const addresses = [
    new URL(request.url).searchParams.get("callbackUrl"),
    parts.cookie(callbackCookieName()),
  ];
  if (!addresses.every(isAddress)) throw new AppError("invalid", "common.bad_request");
  if (request.method !== "POST") return;
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("media_type", "common.form_expected");
  }
  assertOwnOrigin(parts);
}

function isAddress(text: string | null): boolean {
  if (!text || text.startsWith("/")) return true;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** A form whose token is missing, because the browser keeps no cookies, would otherwise be answered as if all were well. */
async function assertDone(request: Request, response: Response): Promise<void> {
  if (response.status >= 500) throw new Error(`next-auth answered ${response.status}`);
  if (request.method !== "POST") return;
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const address = isJson ? (await response.clone().json()).url : response.headers.get("location");
  if (typeof address === "string" && address.endsWith("?csrf=true"))
    throw new AppError("forbidden", "access.form_expired");
}

/** Only what we gave out ourselves. */
function knownBrowser(parts: RequestParts): string | null {
  const given = parts.cookie(knownBrowserCookieName());
  return given !== null && /^[\w-]{43}$/.test(given) ? given : null;
}

function knownBrowserCookie(token: string): string {
  const secure = isHttps() ? "; Secure" : "";
  return `${knownBrowserCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${year}${secure}`;
}
