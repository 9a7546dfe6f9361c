import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { commaList, offsetOf, PageInput, pageSizeMax } from "@/lib/core/page";
import { checkProperty } from "@/tests/support/property";

const input = z.strictObject({ codes: commaList(z.string().max(5), 3), ...PageInput });

test("pages begin at 1 with 50 rows unless asked otherwise", () => {
  expect(input.parse({})).toEqual({ page: 1, pageSize: 50 });
  expect(input.parse({ page: "3", pageSize: "200" })).toEqual({ page: 3, pageSize: pageSizeMax });
});

test.each([
  { page: "0" },
  { page: "-1" },
  { page: "1.5" },
  { page: "x" },
  { page: "1e9" },
  { pageSize: "0" },
  { pageSize: "201" },
  { pageSize: "NaN" },
  { page: ["1", "2"] },
])("a page that cannot be is refused: %j", (part) => {
  expect(input.safeParse(part).success).toBe(false);
});

test("the pages of a list cover it once, without gap or overlap", async () => {
  await checkProperty(
    "offsetOf",
    fc.property(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 1, max: pageSizeMax }),
      (total, pageSize) => {
        const rows = Array.from({ length: total }, (_, at) => at);
        const pages = Array.from({ length: Math.ceil(total / pageSize) }, (_, at) => {
          const offset = offsetOf({ page: at + 1, pageSize });
          return rows.slice(offset, offset + pageSize);
        });
        expect(pages.flat()).toEqual(rows);
      },
    ),
    200,
  );
});

test("a list is read from commas or repetition, trimmed, without blanks and repetitions", () => {
  expect(input.parse({ codes: " a,b ,,a" }).codes).toEqual(["a", "b"]);
  expect(input.parse({ codes: ["a", "b", "a"] }).codes).toEqual(["a", "b"]);
  expect(input.parse({ codes: "" }).codes).toEqual([]);
  expect(input.parse({}).codes).toBeUndefined();
  expect(input.safeParse({ codes: "a,b,c,d" }).success).toBe(false);
  expect(input.safeParse({ codes: "toolong" }).success).toBe(false);
});
