import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Db } from "@/db/client";
import { outbox } from "@/db/schema/core";
import { merchants } from "@/db/schema/masterdata";
import { operationLogs } from "@/db/schema/operation-log";
import { AppError, databaseErrno } from "@/lib/core/errors";
import { writeOutbox } from "@/lib/core/outbox";
import { withSnapshot, withTx } from "@/lib/core/transaction";
import { command } from "@/lib/core/verb";
import { testContext } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { mintMerchant } from "@/tests/support/factories/merchants";

/** Something to wait for, settled by hand. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await testDatabase()
    .db.select({ name: merchants.name })
    .from(merchants)
    .where(eq(merchants.id, id));
  return row?.name;
}

function rename(tx: Db, id: number, name: string) {
  return tx.update(merchants).set({ name }).where(eq(merchants.id, id));
}

test("two commands that lock each other out both succeed: the database's victim runs again from the start", async () => {
  const { db } = testDatabase();
  const [one, other] = [await mintMerchant(db), await mintMerchant(db)];
  const [firstHolds, secondHolds] = [gate(), gate()];
  const attempts = { first: 0, second: 0 };
  const errors: (number | null)[] = [];
  const noting = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      errors.push(databaseErrno(error));
      throw error;
    }
  };
  const first = withTx(db, async (tx) => {
    attempts.first += 1;
    await noting(rename(tx, one.id, `first ${attempts.first}`));
    firstHolds.open();
    await secondHolds.opened;
    await noting(rename(tx, other.id, `first ${attempts.first}`));
  });
  const second = withTx(db, async (tx) => {
    attempts.second += 1;
    await firstHolds.opened;
    await noting(rename(tx, other.id, `second ${attempts.second}`));
    secondHolds.open();
    await noting(rename(tx, one.id, `second ${attempts.second}`));
  });
  await Promise.all([first, second]);
  expect(errors).toContain(1213);
  expect(attempts.first + attempts.second).toBeGreaterThan(2);
  // Whoever came last wrote both rows: no half of a transaction is left.
  expect(await nameOf(one.id)).toBe(await nameOf(other.id));
});

test("a command gives up after five attempts and says what the database said", async () => {
  let attempts = 0;
  const deadlock = Object.assign(new Error("dead-lock"), { errno: 1213 });
  const work = withTx(testDatabase().db, async () => {
    attempts += 1;
    throw new Error("wrapped", { cause: deadlock });
  });
  await expect(work).rejects.toThrow("wrapped");
  expect(attempts).toBe(5);
});

test("any other error is not tried again, and nothing of the attempt stays", async () => {
  const { db } = testDatabase();
  const merchant = await mintMerchant(db);
  let attempts = 0;
  const work = withTx(db, async (tx) => {
    attempts += 1;
    await rename(tx, merchant.id, "half done");
    throw new AppError("refused", "test.refused");
  });
  await expect(work).rejects.toThrow("test.refused");
  expect(attempts).toBe(1);
  expect(await nameOf(merchant.id)).toBe(merchant.name);
});

test("a command runs at READ COMMITTED, a snapshot shows one moment", async () => {
  const { db } = testDatabase();
  const merchant = await mintMerchant(db);
  const isSameWhileChanged = (kind: typeof withTx) =>
    kind(db, async (tx) => {
      const read = async () => {
        const [row] = await tx
          .select({ name: merchants.name })
          .from(merchants)
          .where(eq(merchants.id, merchant.id));
        return row?.name;
      };
      const before = await read();
      await rename(db, merchant.id, `${before}+`);
      return before === (await read());
    });
  expect(await isSameWhileChanged(withTx)).toBe(false);
  expect(await isSameWhileChanged(withSnapshot)).toBe(true);
});

const renameMerchant = (audited: boolean) =>
  command({
    name: "test.rename",
    permission: "system",
    input: z.object({ id: z.number(), name: z.string() }),
    run: async (ctx, { id, name }, audit) => {
      await rename(ctx.db, id, name);
      if (audited) audit.record({ action: "merchant.renamed", subjectType: "merchant", subjectKey: name });
    },
  });

test("a command without a log entry leaves nothing behind", async () => {
  const merchant = await mintMerchant(testDatabase().db);
  const ctx = testContext();
  const work = renameMerchant(false)(ctx, { id: merchant.id, name: "unlogged" });
  await expect(work).rejects.toThrow("test.rename wrote no operation log entry");
  expect(await nameOf(merchant.id)).toBe(merchant.name);
});

test("the log entry of a command says who did what when, and stands only if the change does", async () => {
  const { db } = testDatabase();
  const merchant = await mintMerchant(db);
  const ctx = testContext();
  const ofRequest = eq(operationLogs.requestId, ctx.requestId);
  const failing = withTx(db, async (tx) => {
    const inner = { ...ctx, db: tx, isInTransaction: true };
    await renameMerchant(true)(inner, { id: merchant.id, name: "taken back" });
    throw new Error("after the command");
  });
  await expect(failing).rejects.toThrow("after the command");
  expect(await db.select().from(operationLogs).where(ofRequest)).toEqual([]);
  await renameMerchant(true)(ctx, { id: merchant.id, name: "kept" });
  expect(await db.select().from(operationLogs).where(ofRequest)).toEqual([
    expect.objectContaining({
      at: ctx.clock.now(),
      actorType: "system",
      actorName: "test",
      action: "merchant.renamed",
      subjectType: "merchant",
      subjectKey: "kept",
      address: "192.0.2.1",
    }),
  ]);
});

test("an outbox row is written inside a transaction only, and goes with it", async () => {
  const { db } = testDatabase();
  const ctx = testContext();
  const ofRequest = eq(outbox.requestId, ctx.requestId);
  await expect(writeOutbox(ctx, "masterdata.stores_changed", {})).rejects.toThrow("broken invariant");
  const failing = withTx(db, async (tx) => {
    await writeOutbox({ ...ctx, db: tx, isInTransaction: true }, "masterdata.stores_changed", {
      codes: ["a"],
    });
    throw new Error("later");
  });
  await expect(failing).rejects.toThrow("later");
  expect(await db.select().from(outbox).where(ofRequest)).toEqual([]);
});
