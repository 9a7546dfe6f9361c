import fc from "fast-check";
import { orderChannels } from "@/db/enums/orders";
import { type Upload, uploads } from "../orders/histories";

/** What happens in an organisation of five stores, one thing after the other; numbers choose among what there is. */
export type Step =
  | { kind: "upload"; store: number; deed: Upload }
  /** One of the earlier uploads comes once more. */
  | { kind: "again"; upload: number }
  /** Owner and manager of a store change from a day on, which may be long past. */
  | { kind: "owner"; store: number; owner: number; manager: number | null; day: number }
  | { kind: "region"; store: number; region: number | null }
  /** A region goes to another parent, and all below it with it. */
  | { kind: "tree"; region: number; parent: number }
  | { kind: "cutOff"; brand: number; hours: number; day: number }
  | { kind: "clock"; hours: number }
  /** Some hours pass, then days are closed, moved and restated. */
  | { kind: "sweep"; hours: number }
  /** All slices, or those from the year of the season's first day on, are made anew. */
  | { kind: "rebuild"; isWhole: boolean }
  /** What stands in the slices is compared with the daily rows at this moment. */
  | { kind: "look" }
  /** The process that does the step dies at its n-th statement, before or after it; the step is not done again. */
  | { kind: "crash"; at: number; isAfter: boolean; step: Step };

/** Days that a history lives on, and where its clock begins: offsets in days from the first one. */
export type Season = { name: string; first: string; offsets: readonly number[]; lastOffset: number };

/** Short ones: making slices anew takes a while for each day between the first and the last. */
export const seasons: readonly Season[] = [
  { name: "a new year", first: "2023-12-29", offsets: [0, 1, 2, 3, 4], lastOffset: 6 },
  { name: "a leap day", first: "2024-02-27", offsets: [0, 1, 2, 3], lastOffset: 5 },
  { name: "thirds of a month", first: "2025-04-09", offsets: [0, 1, 2, 11, 12], lastOffset: 14 },
  { name: "a month end", first: "2025-04-29", offsets: [0, 1, 2], lastOffset: 4 },
  { name: "days of an earlier year", first: "2025-01-09", offsets: [0, 1, 2, -10, -9, -8], lastOffset: 4 },
  { name: "a February without leap day", first: "2023-02-27", offsets: [0, 1, 2, -1], lastOffset: 4 },
  { name: "the first summer time", first: "1986-05-03", offsets: [0, 1, 2], lastOffset: 4 },
  { name: "its end", first: "1986-09-12", offsets: [0, 1, 2, 3], lastOffset: 5 },
  { name: "the last summer time", first: "1991-04-13", offsets: [0, 1, 2], lastOffset: 4 },
  { name: "the end of summer times", first: "1991-09-13", offsets: [0, 1, 2, 3], lastOffset: 5 },
];

/** A year lies between its days, so its slices are long: played seldom. */
export const twoJanuaries: Season = {
  name: "two Januaries",
  first: "2023-12-30",
  offsets: [0, 1, 2, 366, 367, 368],
  lastOffset: 370,
};

/** Around midnight and the cut-offs, and anywhere. */
function minuteOf(season: Season): fc.Arbitrary<number> {
  const minuteOfDay = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 59, 121, 179, 239, 241, 361, 700, 1_439) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_439 }) },
  );
  return fc
    .tuple(fc.constantFrom(...season.offsets), minuteOfDay)
    .map(([offset, minute]) => offset * 1_440 + minute);
}

const mostly = fc.integer({ min: 0, max: 9 }).map((number) => number > 1);
const channels = [orderChannels[0], orderChannels[3], orderChannels[4]] as const;
const few = { orders: 3, tickets: 12, events: 10, refunds: 5 };
const many = { orders: 60, tickets: 150, events: 90, refunds: 40 };

/** A history of a season; a long one has more orders, so that most of its uploads are new, and little beside uploads. */
export function steps(season: Season, length: { min: number; max: number }): fc.Arbitrary<Step[]> {
  const isLong = length.max > 500;
  const at = minuteOf(season);
  // Most at one store, so that things meet.
  const store = fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3, 4);
  const day = fc.constantFrom(...season.offsets);
  const one = fc.oneof<fc.MaybeWeightedArbitrary<Upload>[]>(
    ...uploads(at, isLong ? many : few, channels, mostly),
  );
  const upload = fc.record({ kind: fc.constant("upload" as const), store, deed: one });
  const others = organisationSteps(store, day);
  const sweep = fc.record({ kind: fc.constant("sweep" as const), hours: fc.constantFrom(0, 0, 12, 30) });
  const rebuild = fc.record({ kind: fc.constant("rebuild" as const), isWhole: fc.boolean() });
  const crash = fc.record({
    kind: fc.constant("crash" as const),
    at: fc.integer({ min: 1, max: 90 }),
    isAfter: fc.boolean(),
    step: fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
      { weight: 3, arbitrary: sweep },
      { weight: 2, arbitrary: upload },
      { weight: 1, arbitrary: others },
      { weight: 1, arbitrary: rebuild },
    ),
  });
  const step = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    { weight: isLong ? 240 : 60, arbitrary: upload },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("again" as const), upload: fc.nat(500) }) },
    { weight: 12, arbitrary: others },
    { weight: 4, arbitrary: clock },
    { weight: 10, arbitrary: sweep },
    { weight: 2, arbitrary: rebuild },
    { weight: 2, arbitrary: fc.constant({ kind: "look" as const }) },
    { weight: 6, arbitrary: crash },
  );
  // The days of some histories are long over, or about to be, before anything comes.
  const begin = fc.record({ kind: fc.constant("clock" as const), hours: fc.constantFrom(1, 40, 200) });
  return fc
    .tuple(begin, fc.array(step, { minLength: length.min, maxLength: length.max }))
    .map(([first, rest]) => [first, ...rest]);
}

const clock = fc.record({
  kind: fc.constant("clock" as const),
  hours: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 80 })),
});

function organisationSteps(store: fc.Arbitrary<number>, day: fc.Arbitrary<number>): fc.Arbitrary<Step> {
  const owner = fc.record({
    kind: fc.constant("owner" as const),
    store,
    owner: fc.integer({ min: 0, max: 3 }),
    manager: fc.constantFrom(null, 0, 1),
    day,
  });
  const region = fc.record({
    kind: fc.constant("region" as const),
    store,
    region: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null, freq: 5 }),
  });
  const tree = fc.record({
    kind: fc.constant("tree" as const),
    region: fc.integer({ min: 3, max: 5 }),
    parent: fc.integer({ min: 0, max: 2 }),
  });
  const cutOff = fc.record({
    kind: fc.constant("cutOff" as const),
    brand: fc.integer({ min: 0, max: 2 }),
    hours: fc.constantFrom(0, 2, 3, 4, 6),
    day,
  });
  return fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    { weight: 4, arbitrary: owner },
    { weight: 2, arbitrary: region },
    { weight: 1, arbitrary: tree },
    { weight: 1, arbitrary: cutOff },
  );
}
