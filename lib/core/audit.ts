import { operationLogs } from "@/db/schema/operation-log";
import type { Actor, Ctx } from "./context";

/** What the operation log keeps of a deed; `subjectKey` is a business number or code. */
export type AuditEntry = {
  action: string;
  subjectType: string;
  subjectKey: string;
  before?: unknown;
  after?: unknown;
};

/** Handed to a command's `run`: it must record what was done, or say why there is nothing to record. */
export type Audit = { record(entry: AuditEntry): void; none(reason: string): void };

export class AuditTrail implements Audit {
  private readonly entries: AuditEntry[] = [];
  private reasonForNone: string | null = null;

  record(entry: AuditEntry): void {
    this.entries.push(entry);
  }

  none(reason: string): void {
    this.reasonForNone = reason;
  }

  /** Writes the entries into the running transaction; a command that said nothing is rolled back. */
  async write(ctx: Ctx, command: string): Promise<void> {
    if (this.entries.length === 0) {
      if (this.reasonForNone === null) throw new Error(`${command} wrote no operation log entry`);
      return;
    }
    await ctx.db.insert(operationLogs).values(this.entries.map((entry) => toRow(ctx, entry)));
  }
}

function toRow(ctx: Ctx, entry: AuditEntry): typeof operationLogs.$inferInsert {
  return {
    at: ctx.clock.now(),
    ...actorColumns(ctx.actor),
    action: entry.action,
    subjectType: entry.subjectType,
    subjectKey: entry.subjectKey.slice(0, 120),
    before: entry.before ?? null,
    after: entry.after ?? null,
    address: ctx.origin.address,
    userAgent: ctx.origin.userAgent.slice(0, 255),
    requestId: ctx.requestId,
  };
}

function actorColumns(actor: Actor) {
  if (actor.type === "user") {
    const { accountId, name, accountNumber, merchantId } = actor;
    return {
      actorType: "user",
      actorId: accountId,
      actorName: `${name} (${accountNumber})`.slice(0, 80),
      merchantId,
    };
  }
  return { actorType: actor.type, actorName: actor.type === "system" ? actor.name : "" };
}
