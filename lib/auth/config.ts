import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { logIn } from "@/lib/accounts/log-in";
import { logOut } from "@/lib/accounts/log-out";
import { env } from "@/lib/core/env";
import { anonymousContext, type RequestParts, signedContext } from "./request-context";
import { isHttps, sessionCookieName } from "./tokens";

/** The longest absolute limit of any session; the session's own row decides, the cookie only must not end before it. */
const cookieSeconds = 60 * 86_400;

/**
 * next-auth carries the session: its encrypted cookie holds the secret of a row in `sessions` and nothing else. `parts` is the
 * request that logs in or out, `browserToken` the secret of the browser it came from.
 */
export function authOptions(parts: RequestParts, browserToken: string | null): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: cookieSeconds },
    pages: { signIn: "/login", error: "/login" },
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { account: {}, password: { type: "password" } },
        authorize: (credentials) => authorize(parts, browserToken, credentials),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async () => {
        const ctx = await signedContext(parts);
        if (ctx.actor.type === "user") await logOut(ctx, {});
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

/** The error's text reaches the form as `result.error`: a reason, with the seconds to wait where there are any. */
async function authorize(
  parts: RequestParts,
  browserToken: string | null,
  credentials: Record<"account" | "password", string> | undefined,
): Promise<{ id: string }> {
  const result = await logIn(anonymousContext(parts), {
    account: (credentials?.account ?? "").slice(0, 64) || "-",
    password: (credentials?.password ?? "").slice(0, 256) || "-",
    kind: "browser",
    browserToken,
  });
  if (result.outcome === "throttled") throw new Error(`accounts.throttled:${result.retryAfterSeconds}`);
  if (result.outcome === "failed") throw new Error(result.reason);
  return { id: result.sessionToken };
}
