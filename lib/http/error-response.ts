import type { Ctx, Locale } from "@/lib/core/context";
import { AppError, databaseErrno, errorKinds, type FieldFault } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { text, translate, type Values } from "@/lib/i18n/translate";

/** A failure as every JSON answer, page and form gives it; `message` and the fields' are for people, in their language. */
export type Failure = {
  code: number;
  message: string;
  reason: string;
  requestId: string;
  fields?: { path: string; message: string }[];
  details?: Record<string, unknown>;
};

/** Connections refused, too many of them, server shut down, statement over its time. */
const overloaded = new Set([1040, 1203, 1053, 1969, 1226]);

/** Anything thrown, as the AppError it is answered as; what nobody meant is logged with its stack and answered as 1500. */
export function toAppError(error: unknown, ctx: Pick<Ctx, "requestId">): AppError {
  if (error instanceof AppError) return error;
  const errno = databaseErrno(error);
  const isOverload = errno !== null && overloaded.has(errno);
  log().error({ err: error, requestId: ctx.requestId }, "request failed");
  if (isOverload)
    return new AppError("unavailable", "common.overloaded", { retryAfterSeconds: 5, cause: error });
  return new AppError("internal", "common.internal", { cause: error });
}

export function toFailure(error: AppError, ctx: Pick<Ctx, "requestId" | "locale">): Failure {
  const { params, fields, details, code } = error.extras;
  return {
    code: code ?? errorKinds[error.kind].code,
    message: translated(error.reason, ctx.locale, params),
    reason: error.reason,
    requestId: ctx.requestId,
    ...(fields ? { fields: fields.map((field) => toField(field, ctx.locale)) } : {}),
    ...(details ? { details } : {}),
  };
}

/** `extra` adds fields for clients that look for their own. */
export function errorResponse(
  thrown: unknown,
  ctx: Pick<Ctx, "requestId" | "locale">,
  extra: (error: AppError) => Record<string, unknown> = () => ({}),
): Response {
  const error = toAppError(thrown, ctx);
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (error.extras.retryAfterSeconds !== undefined)
    headers.set("Retry-After", String(error.extras.retryAfterSeconds));
  const body = { ...toFailure(error, ctx), ...extra(error) };
  return Response.json(body, { status: errorKinds[error.kind].status, headers });
}

/** A field's message is a reason of ours, or already a sentence of the schema library in the reader's language. */
function toField(field: FieldFault, locale: Locale): { path: string; message: string } {
  const isReason = /^[a-z_]+(\.[a-z_]+)+$/i.test(field.message);
  return {
    path: field.path,
    message: isReason ? translated(field.message, locale, field.params) : field.message,
  };
}

function translated(reason: string, locale: Locale, values: Values | undefined): string {
  return translate(locale, `errors.${reason}`, values) ?? text(locale, "errors.common.unnamed");
}
