import fc from "fast-check";
import { expect, test } from "vitest";
import { coursePoints } from "@/components/charts/course";
import { slotText } from "@/components/statistics/slot-text";
import { checkProperty } from "../../support/property";

const box = { width: 100, height: 30, top: 10, bottom: 0 };

test("the first value stands at the left edge, the last at the right, the highest at the top", () => {
  expect(coursePoints([0, 5, 10], box)).toBe("0,29 50,15 100,1");
});

test("a place without a value leaves a gap and moves no other", () => {
  expect(coursePoints([0, null, 10], box)).toBe("0,29 100,1");
  expect(coursePoints([null, null], box)).toBe("");
});

test("every point of a course stays in its box", async () => {
  await checkProperty(
    "course",
    fc.property(fc.array(fc.option(fc.integer({ min: -1e9, max: 1e12 })), { maxLength: 400 }), (values) => {
      const known = values.filter((value) => value !== null);
      const top = Math.max(0, ...known);
      const bottom = Math.min(0, ...known);
      const points = coursePoints(values, { width: 120, height: 28, top, bottom });
      const pairs = points === "" ? [] : points.split(" ").map((pair) => pair.split(",").map(Number));
      expect(pairs).toHaveLength(known.length);
      for (const [x = -1, y = -1] of pairs) {
        expect(x >= 0 && x <= 120 && y >= 0 && y <= 28).toBe(true);
      }
    }),
    300,
  );
});

test("a half hour is called by the time at which it begins", () => {
  expect([0, 1, 19, 47].map(slotText)).toEqual(["00:00", "00:30", "09:30", "23:30"]);
});
