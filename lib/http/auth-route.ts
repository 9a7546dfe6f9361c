import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/config";
import { partsOf } from "@/lib/auth/request-context";
import { isHttps, knownBrowserCookieName } from "@/lib/auth/tokens";
import { newSecret } from "@/lib/core/secrets";

const year = 365 * 86_400;

/**
 * next-auth behind the App Router. A browser gets a secret of its own with its first attempt; once an account has logged in
 * there, it is a known browser of that account.
 */
export async function authRoute(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const parts = partsOf(request);
  const known = parts.cookie(knownBrowserCookieName());
  const isLogIn = request.method === "POST" && new URL(request.url).pathname.endsWith("/callback/credentials");
  const fresh = isLogIn && known === null ? newSecret() : null;
  const response: Response = await NextAuth(request as never, context as never, authOptions(parts, known ?? fresh));
  if (fresh !== null) response.headers.append("Set-Cookie", knownBrowserCookie(fresh));
  return response;
}

function knownBrowserCookie(token: string): string {
  const secure = isHttps() ? "; Secure" : "";
  return `${knownBrowserCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${year}${secure}`;
}
