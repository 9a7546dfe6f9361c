import fc from "fast-check";
import { Redis } from "ioredis";
import { expect, test, vi } from "vitest";
import { loginThrottles } from "@/db/schema/accounts";
import { countAttempt, forgiveAttempts } from "@/lib/accounts/throttle";
import { testClock } from "@/tests/support/clock";
import { testDatabase } from "@/tests/support/database";
import { randomCode } from "@/tests/support/factories/codes";
import { checkProperty } from "@/tests/support/property";
import { newAddress, stranger } from "./people";
import { throttleSuite } from "./throttle-suite";

/** Redis is away throughout this file. */
vi.mock("@/lib/core/redis", () => {
  const client = new Redis("redis://127.0.0.1:1", {
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: null,
  });
  client.on("error", () => undefined);
  return { redis: () => client };
});

throttleSuite();

test("the table is what was counted in", async () => {
  const { db } = testDatabase();
  const before = await db.$count(loginThrottles);
  await countAttempt(stranger(), {
    subject: ["typed", randomCode("t")],
    address: newAddress(),
    knownBrowserHash: null,
  });
  expect(await db.$count(loginThrottles)).toBe(before + 5);
});

/** Windows as the product has them, told once more by hand: what is counted, at which number it is refused, for how long. */
type Window = { per: "address" | "place" | "account" | "browser"; points: number; seconds: number };
const strangers: Window[] = [
  { per: "address", points: 300, seconds: 900 },
  { per: "place", points: 5, seconds: 60 },
  { per: "place", points: 10, seconds: 900 },
  { per: "place", points: 40, seconds: 86_400 },
  { per: "account", points: 10, seconds: 900 },
];
const knowns: Window[] = [
  { per: "address", points: 300, seconds: 900 },
  { per: "browser", points: 10, seconds: 900 },
  { per: "browser", points: 40, seconds: 86_400 },
];

/** A model of the whole: counts in plain maps, at the same instants. */
class Model {
  private readonly open = new Map<string, { count: number; until: number }>();

  count(at: number, place: number, isKnown: boolean): number {
    for (const window of isKnown ? knowns : strangers) {
      const key = this.keyOf(window, place);
      const found = this.open.get(key);
      const isOpen = found !== undefined && found.until > at;
      const now = isOpen
        ? { ...found, count: found.count + 1 }
        : { count: 1, until: at + window.seconds * 1000 };
      this.open.set(key, now);
      if (now.count > window.points) return Math.max(1, Math.ceil((now.until - at) / 1000));
    }
    return 0;
  }

  forgive(place: number, isKnown: boolean): void {
    for (const window of isKnown ? knowns : strangers) {
      const found = this.open.get(this.keyOf(window, place));
      if (found)
        found.count = window.per === "place" || window.per === "browser" ? 0 : Math.max(0, found.count - 1);
    }
  }

  private keyOf({ per, seconds }: Window, place: number): string {
    return `${per} ${seconds} ${per === "account" ? "" : place}`;
  }
}

const step = fc.record({
  waitMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
    { weight: 2, arbitrary: fc.constantFrom(59_999, 60_000, 60_001, 899_999, 900_000, 900_001) },
    { weight: 1, arbitrary: fc.constantFrom(86_399_999, 86_400_000) },
  ),
  place: fc.integer({ min: 0, max: 2 }),
  isKnown: fc.boolean(),
  isRight: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});

type Step = { waitMs: number; place: number; isKnown: boolean; isRight: boolean };

/** Walks product and model through the same steps; answers when strangers' wrong guesses were let through. */
async function walk(steps: readonly Step[]): Promise<number[]> {
  const clock = testClock();
  const ctx = stranger({ clock });
  const model = new Model();
  const subject = ["typed", randomCode("p")] as const;
  const addresses = [newAddress(), newAddress(), newAddress()];
  const evaluated: number[] = [];
  for (const { waitMs, place, isKnown, isRight } of steps) {
    clock.advance(waitMs);
    const at = clock.now().getTime();
    const attempt = {
      subject,
      address: addresses[place] ?? "",
      knownBrowserHash: isKnown ? `browser ${place}` : null,
    };
    const wait = await countAttempt(ctx, attempt);
    expect(wait).toBe(model.count(at, place, isKnown));
    if (wait === 0 && isRight) {
      await forgiveAttempts(ctx, attempt);
      model.forgive(place, isKnown);
    }
    if (wait === 0 && !isRight && !isKnown) evaluated.push(at);
  }
  return evaluated;
}

test("attempts at any times and places are let through and refused as the windows say", async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
    const evaluated = await walk(steps);
    // Told apart from the model: windows that stand still let through at most twice their number around their edge.
    for (const at of evaluated) {
      const near = evaluated.filter((other) => other >= at && other < at + 900_000);
      expect(near.length).toBeLessThanOrEqual(20);
    }
  });
  await checkProperty("throttle windows", property, 30);
}, 120_000);

test("whoever waits as long as he is told is let through, until the day is used up", async () => {
  const clock = testClock();
  const ctx = stranger({ clock });
  const attempt = {
    subject: ["typed", randomCode("w")],
    address: newAddress(),
    knownBrowserHash: null,
  } as const;
  const began = clock.now().getTime();
  let passed = 0;
  while (passed < 40) {
    const wait = await countAttempt(ctx, attempt);
    if (wait === 0) passed += 1;
    else clock.advance(wait * 1000);
  }
  expect((clock.now().getTime() - began) / 1000).toBeGreaterThanOrEqual(3 * 900);
  const rest = await waitUntilLong(ctx, attempt, clock);
  expect(rest).toBeGreaterThan(80_000);
  clock.advance(rest * 1000);
  expect(await countAttempt(ctx, attempt)).toBe(0);
});

async function waitUntilLong(
  ctx: Parameters<typeof countAttempt>[0],
  attempt: Parameters<typeof countAttempt>[1],
  clock: ReturnType<typeof testClock>,
): Promise<number> {
  for (;;) {
    const wait = await countAttempt(ctx, attempt);
    if (wait > 900) return wait;
    clock.advance(wait * 1000);
  }
}

test("impatience costs no more than the window that refused: hundreds of tries do not use up the day", async () => {
  const clock = testClock();
  const ctx = stranger({ clock });
  const attempt = {
    subject: ["typed", randomCode("i")],
    address: newAddress(),
    knownBrowserHash: null,
  } as const;
  for (let time = 0; time < 200; time += 1) await countAttempt(ctx, attempt);
  clock.advance(60_000);
  expect(await countAttempt(ctx, attempt)).toBe(0);
});
