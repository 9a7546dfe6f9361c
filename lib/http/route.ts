import { z } from "zod";
import { anonymousContext, partsOf, signedContext } from "@/lib/auth/request-context";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError, invariant } from "@/lib/core/errors";
import { errorResponse } from "./error-response";
import { assertOwnOrigin } from "./own-origin";

export type RouteInput = { query: URLSearchParams; params: Record<string, string>; body: unknown };
type Context = { params: Promise<Record<string, string | string[]>> };

type RouteSpec<A extends z.ZodType> = {
  /** `public` for callers without an account; everybody else is looked up from bearer token or cookie. */
  caller: "public" | "user";
  /** Shape of `data`; checked outside production, so that an undeclared field cannot leave unnoticed. */
  answer: A;
  status?: 200 | 201;
  run: (ctx: Ctx, input: RouteInput) => Promise<z.input<A>>;
};

export type RouteHandler = ((request: Request, context: Context) => Promise<Response>) & {
  readonly spec: { caller: "public" | "user"; answer: z.ZodType | null };
};

/** The JSON door: who calls, which verb, what status. Every failure becomes the one answer form. */
export function route<A extends z.ZodType>(spec: RouteSpec<A>): RouteHandler {
  const handler = async (request: Request, context: Context): Promise<Response> =>
    answering(request, context, spec.caller, async (ctx, input) => {
      const data = await spec.run(ctx, input);
      if (env().NODE_ENV !== "production" || env().CHECK_ANSWERS) assertAnswer(spec.answer, data);
      const body = { code: 1200, message: "ok", data, requestId: ctx.requestId };
      return Response.json(body, { status: spec.status ?? 200, headers: { "Cache-Control": "no-store" } });
    });
  return Object.assign(handler, { spec: { caller: spec.caller, answer: spec.answer } });
}

/** The door for downloads: `run` answers the file itself. */
export function fileRoute(spec: { run: (ctx: Ctx, input: RouteInput) => Promise<Response> }): RouteHandler {
  const handler = async (request: Request, context: Context): Promise<Response> =>
    answering(request, context, "user", spec.run);
  return Object.assign(handler, { spec: { caller: "user" as const, answer: null } });
}

async function answering(
  request: Request,
  context: Context,
  caller: "public" | "user",
  run: (ctx: Ctx, input: RouteInput) => Promise<Response>,
): Promise<Response> {
  const parts = partsOf(request);
  const anonymous = anonymousContext(parts);
  try {
    if (caller === "public") return await run(anonymous, await inputOf(request, context));
    const { isByCookie, ...signed } = await signedContext(parts);
    const ctx = { ...signed, requestId: anonymous.requestId };
    if (ctx.actor.type === "anonymous") throw new AppError("unauthenticated", "access.not_signed_in");
    if (isByCookie && request.method !== "GET" && request.method !== "HEAD") assertOwnOrigin(parts);
    return await run(ctx, await inputOf(request, context));
  } catch (error) {
    return errorResponse(error, anonymous);
  }
}

async function inputOf(request: Request, context: Context): Promise<RouteInput> {
  const given = await context.params;
  const params = Object.fromEntries(Object.entries(given ?? {}).map(([key, value]) => [key, String(value)]));
  return { query: new URL(request.url).searchParams, params, body: await bodyOf(request) };
}

/** JSON is UTF-8; a client that says otherwise would have its text read wrongly. */
const jsonType = /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?;?$/i;

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const text = await request.text();
  if (text === "") return {};
  if (!jsonType.test(request.headers.get("content-type") ?? ""))
    throw new AppError("media_type", "common.media_type");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid", "common.body_not_json", { cause: error });
  }
}

/** A query string as the plain object that schemas parse; a name given twice is a list. */
export function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = Object.create(null);
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    object[key] = values.length > 1 ? values : (values[0] ?? "");
  }
  return { ...object };
}

/** A body as the plain object that schemas parse; anything else is told as such. */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw new AppError("invalid", "common.body_not_object");
  }
  return Object.fromEntries(Object.entries(body));
}

function assertAnswer(schema: z.ZodType, data: unknown): void {
  const strict = schema.safeParse(data);
  invariant(
    strict.success,
    `an answer left its schema: ${strict.success ? "" : z.prettifyError(strict.error)}`,
  );
}
