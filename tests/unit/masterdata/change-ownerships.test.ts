import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "@/lib/core/time";
import { type Ownership, withChange } from "@/lib/masterdata/change-ownerships";
import { checkProperty } from "../../support/property";

const first = "2026-01-01";
const days = 30;
type Pair = { ownerId: number; managerId: number | null };

/** Who has the store on each day, by the rows. */
function byDay(rows: readonly Ownership[]): (string | null)[] {
  return Array.from({ length: days }, (_, offset) => {
    const day = addDays(first, offset);
    const held = rows.filter(({ fromOn, toOn }) => fromOn <= day && (toOn === null || toOn > day));
    expect(held.length).toBeLessThan(2);
    const [row] = held;
    return row ? `${row.ownerId} ${row.managerId}` : null;
  });
}

const change = fc.record({
  from: fc.nat({ max: days - 1 }),
  ownerId: fc.integer({ min: 1, max: 3 }),
  managerId: fc.option(fc.integer({ min: 8, max: 9 })),
});

test("after any changes every day belongs to whom the last change that reaches it says, without overlap", async () => {
  await checkProperty(
    "ownership history",
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      let rows: Ownership[] = [];
      const wanted: (string | null)[] = Array.from({ length: days }, () => null);
      for (const { from, ownerId, managerId } of changes) {
        const next = withChange(rows, { fromOn: addDays(first, from), ownerId, managerId });
        for (let day = from; day < days; day += 1) wanted[day] = `${ownerId} ${managerId}`;
        if (next === null) expect(byDay(rows)).toEqual(wanted);
        rows = next ?? rows;
        expect(byDay(rows)).toEqual(wanted);
        expect(rows.filter(({ toOn }) => toOn === null)).toHaveLength(1);
      }
    }),
    1_000,
  );
});

test("the same owner and manager again, from any later day on, is no change", () => {
  const pair: Pair = { ownerId: 1, managerId: null };
  const rows = [{ fromOn: first, toOn: null, ...pair }];
  expect(withChange(rows, { fromOn: first, ...pair })).toBeNull();
  expect(withChange(rows, { fromOn: addDays(first, 5), ...pair })).toBeNull();
});

test("only the last two rows ever change, so that earlier days keep theirs", () => {
  const rows = [
    { fromOn: "2025-01-01", toOn: "2025-06-01", ownerId: 1, managerId: null },
    { fromOn: "2025-06-01", toOn: null, ownerId: 2, managerId: null },
  ];
  expect(withChange(rows, { fromOn: "2026-01-01", ownerId: 3, managerId: 9 })).toEqual([
    rows[0],
    { ...rows[1], toOn: "2026-01-01" },
    { fromOn: "2026-01-01", toOn: null, ownerId: 3, managerId: 9 },
  ]);
});
