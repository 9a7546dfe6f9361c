import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { signedContext } from "@/lib/auth/request-context";
import type { Ctx } from "@/lib/core/context";
import { errorKinds } from "@/lib/core/errors";
import type { Permission } from "@/lib/core/permissions";
import { may } from "@/lib/core/verb";
import { routes } from "@/lib/routes";
import { type Failure, toAppError, toFailure } from "./error-response";
import { pageParts } from "./page-parts";

/** The context of the request that a page answers, looked up once per request; not a check by itself. */
const findPageContext = cache(async (): Promise<Ctx> => {
  const { isByCookie: _isByCookie, ...ctx } = await signedContext(
    pageParts(await headers(), await cookies()),
  );
  return ctx;
});

/** As above for pages of the portal: who is not signed in is led to the log-in, a first password to its change. */
export async function pageContext(): Promise<Ctx> {
  const ctx = await findPageContext();
  const path = (await headers()).get("x-page-path");
  if (ctx.actor.type !== "user") {
    redirect(path ? `${routes.login()}?callbackUrl=${encodeURIComponent(path)}` : routes.login());
  }
  const isElsewhere = path !== null && !path.startsWith(routes.myAccount());
  if (ctx.actor.mustChangePassword && isElsewhere) redirect(routes.myAccount());
  return ctx;
}

/** Whether to show a control; the verb decides. */
export function can(ctx: Ctx, permission: Permission): boolean {
  return may(ctx.actor, permission);
}

export type Loaded<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      error: Failure & { kind: string; status: number; fields: { path: string; message: string }[] };
    };

/** Runs a verb for a page: a failure becomes something to show in place. */
export async function load<R>(
  ctx: Ctx,
  verb: (ctx: Ctx, input: Readonly<Record<string, unknown>>) => Promise<R>,
  input: Readonly<Record<string, unknown>>,
): Promise<Loaded<R>> {
  try {
    return { ok: true, data: await verb(ctx, input) };
  } catch (thrown) {
    const error = toAppError(thrown, ctx);
    const failure = toFailure(error, ctx);
    const { status } = errorKinds[error.kind];
    return { ok: false, error: { ...failure, kind: error.kind, status, fields: failure.fields ?? [] } };
  }
}
