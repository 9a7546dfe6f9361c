import { expect, test } from "vitest";
import type { LogInResult } from "@/lib/accounts/model";
import { countAttempt } from "@/lib/accounts/throttle";
import type { Ctx } from "@/lib/core/context";
import { randomCode } from "@/tests/support/factories/codes";
import { mintMain, newAddress, stranger, tryLogIn } from "./people";

const wrong = "a guess that is wrong";

/** Tries so often, one after the other, and answers what came of it. */
async function guess(ctx: Ctx, account: string, times: number): Promise<LogInResult["outcome"][]> {
  const outcomes: LogInResult["outcome"][] = [];
  for (let time = 0; time < times; time += 1) outcomes.push((await tryLogIn(ctx, account, wrong)).outcome);
  return outcomes;
}

/** How many of the attempts were compared with the password. */
const evaluated = (outcomes: readonly string[]) =>
  outcomes.filter((outcome) => outcome !== "throttled").length;

async function guessFromEverywhere(account: string, times: number): Promise<number> {
  const all = Array.from({ length: times }, async () => (await tryLogIn(stranger(), account, wrong)).outcome);
  return evaluated(await Promise.all(all));
}

/** What holds wherever attempts are counted. */
export function throttleSuite(): void {
  testsOfGuessing();
  testsOfOwners();
  testsOfGivingBack();
  testsOfPlaces();
}

function testsOfGuessing(): void {
  test("from one place five guesses are evaluated at once, and the next is told when to come back", async () => {
    const { accountNumber, password } = await mintMain();
    const ctx = stranger();
    expect(await guess(ctx, accountNumber, 5)).toEqual(Array(5).fill("failed"));
    const told = await tryLogIn(ctx, accountNumber, password);
    expect(told).toMatchObject({ outcome: "throttled" });
    const wait = told.outcome === "throttled" ? told.retryAfterSeconds : 0;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
  });

  test("of many guesses at once, from one place or from many, no more are evaluated than one by one", async () => {
    const one = await mintMain();
    const ctx = stranger();
    const all = Array.from(
      { length: 40 },
      async () => (await tryLogIn(ctx, one.accountNumber, wrong)).outcome,
    );
    expect(evaluated(await Promise.all(all))).toBe(5);
    const { accountNumber, phone } = await mintMain();
    const both = await Promise.all([guessFromEverywhere(accountNumber, 25), guessFromEverywhere(phone, 25)]);
    expect(both[0] + both[1]).toBe(10);
  });

  test("an account that does not exist is counted like one that does, so that the count does not tell", async () => {
    const { accountNumber } = await mintMain();
    const series = async (account: string) => {
      const ctx = stranger();
      return [...(await guess(ctx, account, 8)), await guessFromEverywhere(account, 12)];
    };
    const nobody = randomCode("Z");
    expect(await series(nobody)).toEqual(await series(accountNumber));
    // Another spelling is another account, existing or not: its count is its own.
    expect(await guess(stranger(), accountNumber.toLowerCase(), 1)).toEqual(["failed"]);
    expect(await guess(stranger(), nobody.toLowerCase(), 1)).toEqual(["failed"]);
  });

  test("nothing that is typed counts against the account that it may sound like inside", async () => {
    const { id, accountNumber, password } = await mintMain();
    for (const typed of [
      `#${id}`,
      `account,${accountNumber}`,
      `["account","${accountNumber}"]`,
      String(id),
    ]) {
      await guessFromEverywhere(typed, 12);
    }
    expect(await tryLogIn(stranger(), accountNumber, password)).toMatchObject({ outcome: "succeeded" });
  });
}

function testsOfOwners(): void {
  test("the owner gets in, in a browser of his own, while somebody guesses from elsewhere", async () => {
    const { accountNumber, password } = await mintMain();
    const browserToken = accountNumber.padEnd(43, "x");
    await tryLogIn(stranger(), accountNumber, password, { browserToken });
    expect(await guessFromEverywhere(accountNumber, 30)).toBe(10);
    expect(await tryLogIn(stranger(), accountNumber, password)).toMatchObject({ outcome: "throttled" });
    expect(await tryLogIn(stranger(), accountNumber, password, { browserToken })).toMatchObject({
      outcome: "succeeded",
    });
    const other = { browserToken: "o".repeat(43) };
    expect(await tryLogIn(stranger(), accountNumber, password, other)).toMatchObject({
      outcome: "throttled",
    });
  });

  test("a known browser has ten guesses of its own and no more", async () => {
    const { accountNumber, password } = await mintMain();
    const door = { browserToken: accountNumber.padEnd(43, "y") };
    await tryLogIn(stranger(), accountNumber, password, door);
    const attempts = Array.from({ length: 15 }, () => tryLogIn(stranger(), accountNumber, wrong, door));
    expect(evaluated((await Promise.all(attempts)).map((one) => one.outcome))).toBe(10);
  });

  test("a browser that is known to one account is not to another", async () => {
    const [mine, victim] = await Promise.all([mintMain(), mintMain()]);
    const door = { browserToken: mine.accountNumber.padEnd(43, "z") };
    await tryLogIn(stranger(), mine.accountNumber, mine.password, door);
    expect(await guessFromEverywhere(victim.accountNumber, 20)).toBe(10);
    expect(await tryLogIn(stranger(), victim.accountNumber, wrong, door)).toMatchObject({
      outcome: "throttled",
    });
  });
}

function testsOfGivingBack(): void {
  test("whoever guesses gets nothing back by logging in to an account of his own in between", async () => {
    const [mine, victim] = await Promise.all([mintMain(), mintMain()]);
    const ctx = stranger();
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      outcomes.push(...(await guess(ctx, victim.accountNumber, 1)));
      expect(await tryLogIn(ctx, mine.accountNumber, mine.password)).toMatchObject({ outcome: "succeeded" });
    }
    expect(evaluated(outcomes)).toBe(5);
  });

  test("whoever guesses gets nothing back when the owner logs in from elsewhere", async () => {
    const { accountNumber, password } = await mintMain();
    const home = stranger();
    let guessed = 0;
    for (let round = 0; round < 4; round += 1) {
      guessed += await guessFromEverywhere(accountNumber, 3);
      const own = await tryLogIn(home, accountNumber, password);
      expect(own.outcome).toBe(round < 3 ? "succeeded" : "throttled");
    }
    expect(guessed).toBe(10);
  });

  test("right log-ins use up nothing, however many from one place", async () => {
    const { accountNumber, password } = await mintMain();
    const ctx = stranger();
    for (let time = 0; time < 20; time += 1) {
      expect(await tryLogIn(ctx, accountNumber, password)).toMatchObject({ outcome: "succeeded" });
    }
  });

  test("an owner who mistypes and then hits it starts afresh at that place", async () => {
    const { accountNumber, password } = await mintMain();
    const ctx = stranger();
    await guess(ctx, accountNumber, 4);
    expect(await tryLogIn(ctx, accountNumber, password)).toMatchObject({ outcome: "succeeded" });
    expect(await guess(ctx, accountNumber, 5)).toEqual(Array(5).fill("failed"));
  });
}

function testsOfPlaces(): void {
  test("whoever changes address within a network of IPv6 stays the same caller, another network is another", async () => {
    const { accountNumber } = await mintMain();
    const network = newAddress().replace("::1", "");
    const at = (address: string) => stranger({ origin: { address, userAgent: "" } });
    const places = ["::1", "::2", ":1:2:3:4", "::ffff:1:1", ":a::b"].map((end) => at(network + end));
    const outcomes = await Promise.all(places.map((ctx) => guess(ctx, accountNumber, 2)));
    expect(evaluated(outcomes.flat())).toBe(5);
    expect(await guess(stranger(), accountNumber, 1)).toEqual(["failed"]);
  });

  test("one place gets 300 wrong guesses over all accounts in a quarter of an hour", async () => {
    const origin = { address: newAddress(), userAgent: "" };
    const ctx = stranger({ origin });
    const count = (at: number) =>
      countAttempt(ctx, {
        subject: ["typed", `sprayed-${at}`],
        address: origin.address,
        knownBrowserHash: null,
      });
    const waits: number[] = [];
    for (let at = 0; at < 301; at += 1) waits.push(await count(at));
    expect(waits.slice(0, 300).every((wait) => wait === 0)).toBe(true);
    expect(waits[300]).toBeGreaterThan(0);
  });
}
