import fc from "fast-check";
import { expect, test } from "vitest";
import { readCodes } from "@/components/stores/read-codes";
import { storeCode } from "@/lib/masterdata/schemas";
import { checkProperty } from "../../support/property";

test("a column of a sheet, a line of a chat and both mixed are read alike", () => {
  const codes = ["1101002", "B-7", "x_1.2"];
  for (const text of [
    "1101002\r\nB-7\r\nx_1.2\r\n",
    "1101002，B-7、x_1.2",
    '"1101002"\t"B-7" ; x_1.2',
    "1101002|B-7；x_1.2",
  ])
    expect(readCodes(text)).toEqual({ codes, invalid: [] });
});

test("what cannot be a code is told apart and not dropped", () => {
  expect(readCodes("1101002 门店编号 a/b 1101002")).toEqual({
    codes: ["1101002"],
    invalid: ["门店编号", "a/b"],
  });
});

test("every code that is handed on is one that the API takes, once, in its order", async () => {
  const word = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/),
    fc.string({ unit: fc.constantFrom("A", "7", "-"), minLength: 31, maxLength: 34 }),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom("店", "A1", "=1+1"),
  );
  const separator = fc.constantFrom(" ", "\n", "\t", ",", "，", "、", ";", "；");
  await checkProperty(
    "pasted codes",
    fc.property(fc.array(word, { maxLength: 20 }), separator, (words, between) => {
      const { codes, invalid } = readCodes(words.join(between));
      for (const code of codes) expect(storeCode.safeParse(code).success).toBe(true);
      for (const code of invalid) expect(storeCode.safeParse(code).success).toBe(false);
      expect(new Set(codes).size).toBe(codes.length);
      const clean = words.filter((own) => storeCode.safeParse(own).success);
      expect(codes.filter((code) => clean.includes(code))).toEqual([...new Set(clean)]);
    }),
    1_000,
  );
});
