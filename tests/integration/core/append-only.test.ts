import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { appendOnlyTables, readOnlyTables } from "@/db/rights";
import { loginEvents } from "@/db/schema/accounts";
import { operationLogs } from "@/db/schema/operation-log";
import { databaseErrno } from "@/lib/core/errors";
import { testDatabase } from "@/tests/support/database";

const refused = 1142;
const at = new Date("2026-01-01T00:00:00.000Z");

async function errnoOf(work: Promise<unknown>): Promise<number | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return databaseErrno(error);
  }
}

test("the application's user may add to the operation log and neither change nor delete it", async () => {
  const { db } = testDatabase();
  const entry = {
    at,
    actorType: "system",
    actorName: "test",
    action: "test.done",
    subjectType: "test",
    subjectKey: "1",
    address: "",
    userAgent: "",
    requestId: "test",
  };
  const [{ insertId }] = await db.insert(operationLogs).values(entry);
  const mine = eq(operationLogs.id, insertId);
  expect(await errnoOf(db.update(operationLogs).set({ action: "other" }).where(mine))).toBe(refused);
  expect(await errnoOf(db.delete(operationLogs).where(mine))).toBe(refused);
  expect(await db.select({ action: operationLogs.action }).from(operationLogs).where(mine)).toEqual([
    { action: "test.done" },
  ]);
});

test("the application's user may add to the log-in events and neither change nor delete them", async () => {
  const { db } = testDatabase();
  const event = {
    at,
    accountTyped: "somebody",
    outcome: "wrong_password",
    kind: "browser",
    address: "",
    userAgent: "",
    requestId: "test",
  } as const;
  const [{ insertId }] = await db.insert(loginEvents).values(event);
  const mine = eq(loginEvents.id, insertId);
  expect(await errnoOf(db.update(loginEvents).set({ accountTyped: "other" }).where(mine))).toBe(refused);
  expect(await errnoOf(db.delete(loginEvents).where(mine))).toBe(refused);
});

test("the application's user cannot make, change or drop tables, nor write the list of migrations", async () => {
  const { db } = testDatabase();
  expect(await errnoOf(db.execute(sql`create table intruders (id int)`))).toBe(refused);
  expect(await errnoOf(db.execute(sql`drop table ${operationLogs}`))).toBe(refused);
  expect(await errnoOf(db.execute(sql`truncate table ${operationLogs}`))).toBe(refused);
  expect(await errnoOf(db.execute(sql`delete from __drizzle_migrations`))).toBe(refused);
});

test("rights are given table by table: append-only ones select and insert, all others the four", async () => {
  const { db } = testDatabase();
  const [rows] = await db.execute(sql`
    select table_name as name, group_concat(lower(privilege_type) order by privilege_type separator ',') as rights
    from information_schema.table_privileges where table_schema = database() group by table_name`);
  const found = rows as unknown as { name: string; rights: string }[];
  expect(found.length).toBeGreaterThan(20);
  const wrong = found.filter(({ name, rights }) => rights !== expectedRights(name));
  expect(wrong).toEqual([]);
});

function expectedRights(table: string): string {
  if (readOnlyTables.has(table)) return "select";
  return appendOnlyTables.has(table) ? "insert,select" : "delete,insert,select,update";
}
