import { expect, test } from "vitest";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Actor, Ctx, UserActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Permission, VerbPermission } from "@/lib/core/permissions";
import { command, may, procedure, query } from "@/lib/core/verb";
import { testClock } from "@/tests/support/clock";

const anonymous: Actor = { type: "anonymous" };
const system: Actor = { type: "system", name: "test" };

function user(permissions: readonly Permission[] = [], parts: Partial<UserActor> = {}): UserActor {
  return {
    type: "user",
    accountId: 7,
    accountNumber: "A7",
    name: "王小明",
    kind: "main",
    merchantId: 1,
    merchantKind: "franchisee",
    permissions: new Set(permissions),
    limits: { regionIds: [], branchIds: [] },
    sessionId: 1,
    mustChangePassword: false,
    ...parts,
  };
}

type Trace = { steps: string[]; ctx: Ctx };

/** A context whose database notes what is done with it; what is inserted is not looked at. */
function traced(actor: Actor, parts: Partial<Ctx> = {}): Trace {
  const steps: string[] = [];
  const insert = () => ({ values: async () => steps.push("log") });
  const tx = { insert } as unknown as Db;
  const db = {
    insert,
    transaction: async (work: (tx: Db) => Promise<unknown>, options: { isolationLevel: string }) => {
      steps.push(`begin ${options.isolationLevel}`);
      const result = await work(tx);
      steps.push("commit");
      return result;
    },
  } as unknown as Db;
  const ctx: Ctx = {
    actor,
    db,
    reportDb: db,
    isInTransaction: false,
    requestId: "r1",
    clock: testClock(),
    locale: "zh-CN",
    origin: { address: "", userAgent: "" },
    ...parts,
  };
  return { steps, ctx };
}

function noting(steps: string[], permission: VerbPermission) {
  const input = z.strictObject({ n: z.number() }).transform((value) => {
    steps.push("input");
    return value;
  });
  return { name: "test.note", permission, input };
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return error instanceof AppError ? `${error.kind} ${error.reason}` : String(error);
  }
}

test("a command checks permission, then input, then runs and logs inside one transaction", async () => {
  const { steps, ctx } = traced(user(["stores.view"]));
  const verb = command({
    ...noting(steps, "stores.view"),
    run: async (inner, { n }, audit) => {
      steps.push(`run ${inner.isInTransaction}`);
      audit.record({ action: "a.b", subjectType: "t", subjectKey: "k" });
      return n;
    },
  });
  expect(await verb(ctx, { n: 3 })).toBe(3);
  expect(steps).toEqual(["input", "begin read committed", "run true", "log", "commit"]);
});

test("without the permission nothing is parsed or run, whatever the input", async () => {
  for (const make of [command, query, procedure]) {
    const { steps, ctx } = traced(user());
    const verb = make({ ...noting(steps, "stores.view"), run: async () => steps.push("run") });
    expect(await reasonOf(verb(ctx, { n: "wrong" }))).toBe("forbidden access.permission_missing");
    expect(await reasonOf(verb({ ...ctx, actor: anonymous }, { n: 1 }))).toBe(
      "unauthenticated access.not_signed_in",
    );
    expect(steps).toEqual([]);
  }
});

test("wrong input is refused field by field before anything runs; unknown fields are wrong", async () => {
  const { steps, ctx } = traced(system);
  const run = async () => steps.push("run");
  const verb = query({ name: "t.q", permission: "system", input: z.strictObject({ n: z.number() }), run });
  const error = await verb(ctx, { n: "3", more: 1 }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: "invalid", reason: "common.invalid_input" });
  const { fields } = (error as AppError).extras;
  expect(fields?.map(({ path }) => path)).toEqual(["n", "more"]);
  expect(fields?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
  expect(steps).toEqual([]);
});

test("faults are told in the caller's language", async () => {
  const { ctx } = traced(system, { locale: "en" });
  const verb = query({
    name: "t.q",
    permission: "system",
    input: z.object({ n: z.number() }),
    run: async () => 1,
  });
  const error = await verb(ctx, {}).catch((thrown: unknown) => thrown);
  expect((error as AppError).extras.fields?.[0]?.message).toMatch(/^Invalid input/);
});

test("a command that writes no log entry fails, one that says why there is none does not", async () => {
  const { steps, ctx } = traced(system);
  const silent = command({ ...noting(steps, "system"), run: async () => 1 });
  await expect(silent(ctx, { n: 1 })).rejects.toThrow("test.note wrote no operation log entry");
  expect(steps).not.toContain("commit");
  const open = command({
    ...noting(steps, "system"),
    run: async (_ctx, _input, audit) => audit.none("a test"),
  });
  await open(ctx, { n: 1 });
  expect(steps.at(-1)).toBe("commit");
});

test("a command inside a transaction joins it and logs for itself", async () => {
  const { steps, ctx } = traced(system);
  const inner = command({
    ...noting(steps, "joined"),
    run: async (_ctx, _input, audit) => audit.record({ action: "i.i", subjectType: "t", subjectKey: "k" }),
  });
  const outer = command({
    ...noting(steps, "system"),
    run: async (joined, _input, audit) => {
      await inner(joined, { n: 1 });
      audit.none("the inner one logs");
    },
  });
  await outer(ctx, { n: 1 });
  expect(steps.filter((step) => /begin|commit|log/.test(step))).toEqual([
    "begin read committed",
    "log",
    "commit",
  ]);
  await expect(inner(ctx, { n: 1 })).rejects.toThrow("broken invariant");
});

test("a query reads from the pool it asks for, and a snapshot is one transaction", async () => {
  const { steps, ctx } = traced(system);
  const reportDb = { ...ctx.reportDb } as Db;
  const seen: Ctx[] = [];
  const run = async (inner: Ctx) => seen.push(inner);
  const spec = { name: "t.q", permission: "system" as const, input: z.object({}), run };
  await query(spec)({ ...ctx, reportDb }, {});
  await query({ ...spec, report: true })({ ...ctx, reportDb }, {});
  expect(seen.map((inner) => inner.db === reportDb)).toEqual([false, true]);
  expect(steps).toEqual([]);
  await query({ ...spec, snapshot: true })(ctx, {});
  expect(seen.at(-1)?.isInTransaction).toBe(true);
  expect(steps).toEqual(["begin repeatable read", "commit"]);
});

test("a procedure is refused inside a transaction", async () => {
  const { ctx } = traced(system, { isInTransaction: true });
  const verb = procedure({ name: "t.p", permission: "system", input: z.object({}), run: async () => 1 });
  await expect(verb(ctx, {})).rejects.toThrow("must not run inside a transaction");
});

test("a first password opens nothing but what concerns only itself", async () => {
  const { steps, ctx } = traced(user(["stores.view"], { mustChangePassword: true }));
  const verbOf = (permission: VerbPermission) => query({ ...noting(steps, permission), run: async () => 1 });
  expect(await reasonOf(verbOf("stores.view")(ctx, { n: 1 }))).toBe(
    "forbidden access.password_change_needed",
  );
  expect(await reasonOf(verbOf("signedIn")(ctx, { n: 1 }))).toBe("none");
  expect(await reasonOf(verbOf("public")(ctx, { n: 1 }))).toBe("none");
});

test.each<[string, Actor, VerbPermission[]]>([
  ["somebody without an account", anonymous, ["public"]],
  ["an account without the right", user(), ["public", "signedIn"]],
  ["an account with the right", user(["stores.view"]), ["public", "signedIn", "stores.view"]],
  ["the super account without the right", user([], { kind: "super" }), ["public", "signedIn"]],
  ["the system", system, ["public", "signedIn", "stores.view", "system"]],
])("what %s may call from outside", (_who, actor, allowed) => {
  const all: VerbPermission[] = ["public", "signedIn", "stores.view", "system", "joined"];
  expect(all.filter((permission) => may(actor, permission))).toEqual(allowed);
});
