import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/core/context";
import { testClock } from "./clock";
import { testDatabase } from "./database";

/** A context on the worker's database; the caller is the system unless another actor is given. */
export function testContext(parts: Partial<Ctx> = {}): Ctx {
  const { db, reportDb } = testDatabase();
  return {
    actor: { type: "system", name: "test" },
    db,
    reportDb,
    isInTransaction: false,
    requestId: randomUUID(),
    clock: testClock(),
    locale: "zh-CN",
    origin: { address: "192.0.2.1", userAgent: "test" },
    ...parts,
  };
}
