import { cookies, headers } from "next/headers";
import { signedContext } from "@/lib/auth/request-context";
import type { Ctx } from "@/lib/core/context";
import type { ActionState } from "./action-state";
import { toAppError, toFailure } from "./error-response";
import { assertOwnOrigin } from "./own-origin";
import { pageParts } from "./page-parts";

export type { ActionState } from "./action-state";

type AnyVerb = (ctx: Ctx, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** The door for forms: the caller is looked up here, inside the action, whatever page the form stood on. */
export function action(verb: AnyVerb): (previous: ActionState, form: FormData) => Promise<ActionState> {
  return async (_previous, form) => {
    const parts = pageParts(await headers(), await cookies());
    let ids = { requestId: parts.header("x-request-id") ?? "", locale: "zh-CN" as Ctx["locale"] };
    try {
      const { isByCookie: _isByCookie, ...ctx } = await signedContext(parts);
      ids = ctx;
      assertOwnOrigin(parts);
      await verb(ctx, formObject(form));
      return { status: "ok" };
    } catch (error) {
      const { message, reason, requestId, fields = [] } = toFailure(toAppError(error, ids), ids);
      return { status: "error", message, reason, requestId, fields };
    }
  };
}

/** Next adds fields of its own, all beginning with "$ACTION". */
function formObject(form: FormData): Record<string, unknown> {
  const entries = [...form.entries()].filter(([key]) => !key.startsWith("$ACTION"));
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === "string" ? value : null]));
}
