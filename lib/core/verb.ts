import { z } from "zod";
import { type Audit, AuditTrail } from "./audit";
import type { Actor, Ctx } from "./context";
import { AppError, type FieldFault, invariant } from "./errors";
import type { VerbPermission } from "./permissions";
import { withSnapshot, withTx } from "./transaction";

/**
 * The makers of verbs. Their order cannot be skipped: permission, input, transaction, run, operation log, commit.
 * What they make carries its spec, so that tests can list every verb.
 */
type Spec<S extends z.ZodType> = {
  /** "domain.verbNoun", unique. */
  name: string;
  permission: VerbPermission;
  input: S;
};

export type Verb<S extends z.ZodType = z.ZodType, R = unknown> = {
  (ctx: Ctx, input: z.input<S> | Readonly<Record<string, unknown>>): Promise<R>;
  readonly spec: {
    kind: "command" | "query" | "procedure";
    name: string;
    permission: VerbPermission;
    input: S;
  };
};

/** Changes something: runs in one transaction and must write to the operation log. */
export function command<S extends z.ZodType, R>(
  spec: Spec<S> & { run: (ctx: Ctx, input: z.output<S>, audit: Audit) => Promise<R> },
): Verb<S, R> {
  const verb = async (ctx: Ctx, raw: unknown): Promise<R> => {
    assertMay(ctx, spec.permission);
    const input = parseInput(spec.input, raw, ctx);
    const perform = async (inner: Ctx) => {
      const trail = new AuditTrail();
      const result = await spec.run(inner, input, trail);
      await trail.write(inner, spec.name);
      return result;
    };
    if (ctx.isInTransaction) return perform(ctx);
    return withTx(ctx.db, (tx) => perform({ ...ctx, db: tx, isInTransaction: true }));
  };
  return Object.assign(verb, {
    spec: { kind: "command" as const, name: spec.name, permission: spec.permission, input: spec.input },
  });
}

/**
 * Reads. `snapshot` gives one consistent picture to several reads; `report` allows the longer statement limit.
 */
export function query<S extends z.ZodType, R>(
  spec: Spec<S> & {
    snapshot?: boolean;
    report?: boolean;
    run: (ctx: Ctx, input: z.output<S>) => Promise<R>;
  },
): Verb<S, R> {
  const verb = async (ctx: Ctx, raw: unknown): Promise<R> => {
    assertMay(ctx, spec.permission);
    const input = parseInput(spec.input, raw, ctx);
    const db = spec.report && !ctx.isInTransaction ? ctx.reportDb : ctx.db;
    if (!spec.snapshot || ctx.isInTransaction) return spec.run({ ...ctx, db }, input);
    return withSnapshot(db, (tx) => spec.run({ ...ctx, db: tx, reportDb: tx, isInTransaction: true }, input));
  };
  return Object.assign(verb, {
    spec: { kind: "query" as const, name: spec.name, permission: spec.permission, input: spec.input },
  });
}

/**
 * Several verbs with work between them that must not run inside a transaction (hashing a password, asking an outside system):
 * record intent, do it, record the outcome. Writes only through the commands it calls.
 */
export function procedure<S extends z.ZodType, R>(
  spec: Spec<S> & { run: (ctx: Ctx, input: z.output<S>) => Promise<R> },
): Verb<S, R> {
  const verb = async (ctx: Ctx, raw: unknown): Promise<R> => {
    assertMay(ctx, spec.permission);
    const input = parseInput(spec.input, raw, ctx);
    invariant(!ctx.isInTransaction, `${spec.name} calls outside and must not run inside a transaction`);
    return spec.run(ctx, input);
  };
  return Object.assign(verb, {
    spec: { kind: "procedure" as const, name: spec.name, permission: spec.permission, input: spec.input },
  });
}

/** Whether an actor may call, from outside any transaction, what asks for `permission`. */
export function may(actor: Actor, permission: VerbPermission): boolean {
  if (permission === "joined") return false;
  if (permission === "public" || actor.type === "system") return true;
  if (actor.type !== "user" || permission === "system") return false;
  return permission === "signedIn" || actor.permissions.has(permission);
}

function assertMay({ actor, isInTransaction }: Ctx, permission: VerbPermission): void {
  if (permission === "joined") {
    invariant(isInTransaction, "this verb is called from inside another verb's transaction only");
    return;
  }
  if (actor.type === "anonymous" && permission !== "public") {
    throw new AppError("unauthenticated", "access.not_signed_in");
  }
  if (!may(actor, permission)) {
    throw new AppError("forbidden", "access.permission_missing", {
      params: { permission },
      details: { permission },
    });
  }
  // A first password opens nothing but its own change.
  if (
    actor.type === "user" &&
    actor.mustChangePassword &&
    permission !== "signedIn" &&
    permission !== "public"
  ) {
    throw new AppError("forbidden", "access.password_change_needed");
  }
}

const localeErrors = { "zh-CN": z.locales.zhCN().localeError, en: z.locales.en().localeError };

function parseInput<S extends z.ZodType>(schema: S, raw: unknown, ctx: Ctx): z.output<S> {
  const result = schema.safeParse(raw, { error: localeErrors[ctx.locale] });
  if (result.success) return result.data;
  throw new AppError("invalid", "common.invalid_input", { fields: result.error.issues.map(toFault) });
}

function toFault(issue: z.core.$ZodIssue): FieldFault {
  const path = issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join(".");
  const params = issue.code === "custom" ? (issue.params as Record<string, string> | undefined) : undefined;
  return { path, message: issue.message, ...(params ? { params } : {}) };
}
