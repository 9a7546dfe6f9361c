import { once } from "node:events";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { type Ctx, systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { databaseErrno } from "@/lib/core/errors";
import { addDays, shanghaiDate } from "@/lib/core/time";
import { idle } from "@/lib/jobs/idle";
import { sweepDays } from "@/lib/jobs/sweep-days";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { applyStores } from "@/lib/masterdata/apply-stores";
import { newOrganisation, type Organisation } from "../integration/rollups/organisation";
import { jumpingClock, noReport, type Plan, type Report, randomNumbers } from "./plan";
import { sendRandom } from "./uploads";

/**
 * One process of a load run: `part.ts writers|sweeper <number>`. Says "ready", reads the plan from its input, works until the
 * plan's end and writes its report, one line of JSON each.
 */
const writersEach = 8;

async function main(role: string, number: number, plan: Plan): Promise<void> {
  const report = noReport();
  const database = openDatabase(env().DATABASE_URL, role === "sweeper" ? "job" : "web", writersEach);
  const db = counting(database, report);
  const ctx = { ...systemContext(`${role} ${number}`, db, jumpingClock(plan)), reportDb: database };
  const end = AbortSignal.timeout(Math.max(1, plan.endsAtMs - Date.now()));
  if (role === "sweeper") await sweep(ctx, end, report);
  else {
    const organisation = newOrganisation(plan.code, plan.ownedFromOn);
    const writers = Array.from({ length: writersEach }, (_, index) =>
      write(
        { ctx, plan, organisation, report, isReorganising: number === 0 && index === 0 },
        number * writersEach + index,
        end,
      ),
    );
    await Promise.all(writers);
  }
  await closeDatabase(database);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

type Writer = { ctx: Ctx; plan: Plan; organisation: Organisation; report: Report; isReorganising: boolean };

async function write(writer: Writer, number: number, end: AbortSignal): Promise<void> {
  const { ctx, plan, organisation, report, isReorganising } = writer;
  const random = randomNumbers(plan.seed + number);
  const codes = organisation.stores.map((store) => store.code);
  while (!end.aborted) {
    const storeCode = codes[Math.floor(random() * codes.length)] ?? "";
    try {
      report.calls += 1;
      if (isReorganising && random() < 0.05) await reorganise(ctx, organisation, random);
      else {
        const items = await sendRandom(ctx, plan, storeCode, random);
        report.items += items;
      }
    } catch (error) {
      report.failures.push(said(error));
    }
  }
}

async function sweep(ctx: Ctx, end: AbortSignal, report: Report): Promise<void> {
  while (!end.aborted) {
    try {
      report.calls += 1;
      await sweepDays(ctx, end);
    } catch (error) {
      report.failures.push(said(error));
    }
    await idle(20, end);
  }
}

/** Owner, manager or region of a store changes, mostly since some days ago; seldom the tree of regions itself. */
async function reorganise(ctx: Ctx, organisation: Organisation, random: () => number): Promise<void> {
  const { stores, owners, regions } = organisation;
  const under = (count: number) => Math.floor(random() * count);
  const which = random();
  const city = regions[4];
  if (which < 0.1 && city) {
    city.parentCode = regions[under(3)]?.code ?? null;
    await applyRegions(ctx, { items: [city] });
    return;
  }
  const store = stores[under(stores.length)];
  if (!store) return;
  if (which < 0.3) store.regionCode = regions[3 + under(3)]?.code ?? null;
  else {
    store.ownerCode = owners[under(owners.length)] ?? store.ownerCode;
    store.managerCode = random() < 0.25 ? null : (owners[2 + under(2)] ?? null);
    store.changedOn = addDays(shanghaiDate(ctx.clock.now()), -under(5));
  }
  await applyStores(ctx, { items: [store] });
}

/** Counts transactions and the error numbers with which the database ended them. */
function counting(database: Database, report: Report): Database {
  const transaction: Database["transaction"] = async (...parts) => {
    report.transactions += 1;
    try {
      return await database.transaction(...parts);
    } catch (error) {
      const errno = databaseErrno(error);
      if (errno !== null) report.ended[errno] = (report.ended[errno] ?? 0) + 1;
      throw error;
    }
  };
  return new Proxy(database, {
    get: (object, name) => (name === "transaction" ? transaction : Reflect.get(object, name)),
  });
}

function said(error: unknown): string {
  return `${databaseErrno(error) ?? ""} ${error instanceof Error ? error.stack : String(error)}`;
}

const [role = "", number = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
const [plan = ""] = (await once(process.stdin, "data")) as [Buffer | string];
process.stdin.destroy();
await main(role, Number(number), JSON.parse(String(plan)) as Plan);
