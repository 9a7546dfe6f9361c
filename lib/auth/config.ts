import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { findSession } from "@/lib/accounts/find-session";
import { logIn } from "@/lib/accounts/log-in";
import { logOut } from "@/lib/accounts/log-out";
import type { LogInResult } from "@/lib/accounts/model";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
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
      session: async ({ session, token }) => {
        await assertLive(parts, token.sid);
        return { expires: session.expires };
      },
      // The log-in page itself knows where to go on; next-auth never leads anywhere else.
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: {
      signOut: async () => {
        const ctx = await signedContext(parts);
        if (ctx.actor.type === "user") await logOut(ctx, {});
      },
    },
    logger: { error: logFault, warn: () => undefined, debug: () => undefined },
  };
}

/** As next-auth names its cookie for the way back. */
export function callbackCookieName(): string {
  return isHttps() ? "__Secure-next-auth.callback-url" : "next-auth.callback-url";
}

/** Thrown to next-auth it makes a session that is over an empty one and takes the cookie back. */
async function assertLive(parts: RequestParts, sid: unknown): Promise<void> {
  const found =
    typeof sid === "string" ? await findSession(anonymousContext(parts), { sessionToken: sid }) : null;
  if (!found) throw new AppError("unauthenticated", "access.not_signed_in");
}

/** Cookies that open nothing are everyday; what else next-auth stumbles over must be seen. */
function logFault(code: string, fault: unknown): void {
  if (code === "JWT_SESSION_ERROR") return;
  log().error({ err: fault, code }, "next-auth failed");
}

type Credentials = Record<"account" | "password", string> | undefined;

/** The error's text reaches the form as `result.error`: a reason, with the seconds to wait where there are any. */
async function authorize(
  parts: RequestParts,
  browserToken: string | null,
  credentials: Credentials,
): Promise<{ id: string }> {
  const result = await tryLogIn(parts, browserToken, credentials);
  if (result.outcome === "throttled") throw new Error(`accounts.throttled:${result.retryAfterSeconds}`);
  if (result.outcome === "failed") throw new Error(result.reason);
  await endFormerSession(parts);
  return { id: result.sessionToken };
}

/** The text of an error goes out to the caller, so no other than a reason may leave here. */
async function tryLogIn(
  parts: RequestParts,
  browserToken: string | null,
  credentials: Credentials,
): Promise<LogInResult> {
  const ctx = anonymousContext(parts);
  const { account = "", password = "" } = credentials ?? {};
  const input = { account: account.slice(0, 64), password: password.slice(0, 256) };
  try {
    return await logIn(ctx, { ...input, kind: "browser", browserToken });
  } catch (error) {
    if (error instanceof AppError && error.kind === "invalid")
      return { outcome: "failed", reason: "accounts.log_in_failed" };
    if (error instanceof AppError) throw new Error(error.reason, { cause: error });
    log().error({ err: error, requestId: ctx.requestId }, "log-in failed");
    throw new Error("common.internal", { cause: error });
  }
}

/** A browser has one session: whoever logs in anew leaves none behind that a cookie no longer holds. */
async function endFormerSession(parts: RequestParts): Promise<void> {
  try {
    const former = await signedContext(parts);
    if (former.actor.type === "user") await logOut(former, {});
  } catch (error) {
    log().warn({ err: error }, "the former session of a browser was not ended");
  }
}
