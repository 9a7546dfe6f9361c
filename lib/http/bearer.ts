import { findSession } from "@/lib/accounts/find-session";
import { getMe } from "@/lib/accounts/get-me";
import { logIn } from "@/lib/accounts/log-in";
import type { OwnAccount } from "@/lib/accounts/model";
import { refreshToken } from "@/lib/accounts/refresh-token";
import { bearerSeconds, encodeBearer } from "@/lib/auth/tokens";
import type { Ctx } from "@/lib/core/context";
import { AppError, invariant } from "@/lib/core/errors";

type Tokens = { token: string; expiresAt: string; refreshToken: string; account: OwnAccount };

/** What log-in takes from its door and not from its caller. */
const doorFields = ["kind", "browserToken"];

/** Log-in of API clients. Throws accounts.log_in_failed (1401), accounts.throttled (1429). */
export async function logInBearer(ctx: Ctx, input: Record<string, unknown>): Promise<Tokens> {
  const unknown = doorFields.filter((name) => Object.hasOwn(input, name));
  if (unknown.length > 0) {
    const fields = unknown.map((path) => ({ path, message: "common.unknown_field" }));
    throw new AppError("invalid", "common.invalid_input", { fields });
  }
  const result = await logIn(ctx, { ...input, kind: "bearer", browserToken: null });
  if (result.outcome === "throttled") {
    const { retryAfterSeconds } = result;
    throw new AppError("rate_limited", "accounts.throttled", {
      params: { seconds: retryAfterSeconds },
      retryAfterSeconds,
    });
  }
  if (result.outcome === "failed") throw new AppError("unauthenticated", result.reason);
  invariant(result.refreshToken !== null, "a bearer session has a refresh token");
  const tokens = await tokensOf(ctx, result.sessionToken, result.refreshToken);
  // Closed within the last milliseconds: answered as if it had been so before.
  if (!tokens) throw new AppError("unauthenticated", "accounts.log_in_failed");
  return tokens;
}

/** Exchange of a refresh token. Throws accounts.refresh_refused (1401). */
export async function refreshBearer(ctx: Ctx, input: Record<string, unknown>): Promise<Tokens> {
  const result = await refreshToken(ctx, input);
  const tokens =
    result.outcome === "refreshed" ? await tokensOf(ctx, result.sessionToken, result.refreshToken) : null;
  if (!tokens) throw new AppError("unauthenticated", "accounts.refresh_refused");
  return tokens;
}

async function tokensOf(ctx: Ctx, sessionToken: string, refresh: string): Promise<Tokens | null> {
  const found = await findSession(ctx, { sessionToken });
  if (!found) return null;
  return {
    token: await encodeBearer(sessionToken),
    expiresAt: new Date(ctx.clock.now().getTime() + bearerSeconds * 1000).toISOString(),
    refreshToken: refresh,
    account: await getMe({ ...ctx, actor: found.actor }, {}),
  };
}
