import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { leases } from "@/db/schema/core";
import type { Ctx } from "./context";
import { withTx } from "./transaction";

/** Who may do a job that only one process does at a time. The token grows whenever the lease changes hands. */
export type Lease = { name: string; holder: string; token: number };

/** The lease went to somebody else; whatever the transaction wrote is taken back. */
class LeaseLost extends Error {
  constructor({ name, token }: Lease) {
    super(`the lease ${name} (token ${token}) went to another holder`);
    this.name = "LeaseLost";
  }
}

/** A holder that died is followed after this time. */
const leaseMs = 30_000;
const nobody = "";

/** Takes a lease that is free or has run out; null, at once, where somebody else holds it. */
export async function takeLease(ctx: Ctx, name: string): Promise<Lease | null> {
  return withTx(ctx.db, async (tx) => {
    const row = (await lockRow(tx, name)) ?? (await makeRow(ctx, tx, name));
    const now = ctx.clock.now();
    if (!row || (row.holder !== nobody && row.expiresAt > now)) return null;
    const lease = { name, holder: randomUUID(), token: row.fencingToken + 1 };
    await tx
      .update(leases)
      .set({ holder: lease.holder, fencingToken: lease.token, expiresAt: expiry(now) })
      .where(eq(leases.name, name));
    return lease;
  });
}

/**
 * Begins every transaction that the lease protects: locks its row until the commit, so that nobody can take it over
 * meanwhile, and renews it. Throws `LeaseLost` where it has been taken over before.
 */
export async function holdLease(ctx: Ctx, lease: Lease): Promise<void> {
  const [{ affectedRows }] = await ctx.db
    .update(leases)
    .set({ expiresAt: expiry(ctx.clock.now()) })
    .where(isMine(lease));
  if (affectedRows !== 1) throw new LeaseLost(lease);
}

/** Gives a lease back; one that was lost stays where it is. */
export async function releaseLease(ctx: Ctx, lease: Lease): Promise<void> {
  await withTx(ctx.db, (tx) => tx.update(leases).set({ holder: nobody }).where(isMine(lease)));
}

/**
 * Does `work` under the lease of the caller, or under one of its own. Answers `otherwise` where the lease is somebody else's
 * or was lost on the way.
 */
export async function underLease<T>(
  ctx: Ctx,
  name: string,
  given: Lease | undefined,
  otherwise: T,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = given ?? (await takeLease(ctx, name));
  if (!lease) return otherwise;
  try {
    const result = await work(lease);
    if (!given) await releaseLease(ctx, lease);
    return result;
  } catch (error) {
    // What made the work fail may make this fail too; the lease then runs out by itself.
    if (!given) await releaseLease(ctx, lease).catch(() => undefined);
    if (error instanceof LeaseLost) return otherwise;
    throw error;
  }
}

const isMine = ({ name, holder, token }: Lease) =>
  and(eq(leases.name, name), eq(leases.holder, holder), eq(leases.fencingToken, token));

const expiry = (now: Date) => new Date(now.getTime() + leaseMs);

/** A row that is locked belongs to a transaction that is running: nothing is waited for. */
async function lockRow(tx: Db, name: string) {
  const [row] = await tx
    .select()
    .from(leases)
    .where(eq(leases.name, name))
    .for("update", { skipLocked: true });
  return row;
}

async function makeRow(ctx: Ctx, tx: Db, name: string) {
  const [known] = await tx.select({ name: leases.name }).from(leases).where(eq(leases.name, name));
  if (known) return undefined;
  await tx
    .insert(leases)
    .ignore()
    .values({ name, holder: nobody, fencingToken: 0, expiresAt: ctx.clock.now() });
  return lockRow(tx, name);
}
