import fc from "fast-check";
import { expect, test } from "vitest";
import { keyTyped, searchKeys } from "@/lib/masterdata/search-keys";
import { checkProperty } from "../../support/property";

test.each([
  ["南京人民路店", "nanjingrenminludian", "njrmld"],
  ["重庆长江路店", "chongqingchangjiangludian", "cqcjld"],
  ["绿地2号店", "lvdi2haodian", "ld2hd"],
  ["Dana Mall", "danamall", "dm"],
  ["Café Zürich 24", "cafezurich24", "cz24"],
  ["北京西站 B1", "beijingxizhanb1", "bjxzb"],
  ["สยาม", "", ""],
])("%s is found by %s and %s", (name, pinyin, initials) => {
  expect(searchKeys(name)).toEqual({ pinyin, initials });
});

test("what is typed with blanks, apostrophes, accents or capitals finds the same key", () => {
  expect(keyTyped("Nan Jing")).toBe("nanjing");
  expect(keyTyped("xi'an")).toBe("xian");
  expect(keyTyped("lüdi")).toBe("ludi");
  expect(keyTyped("Café")).toBe("cafe");
});

test("what cannot be part of a key is none, so that it finds by name only", () => {
  expect(keyTyped("南京")).toBe("");
  expect(keyTyped("nan京")).toBe("");
  expect(keyTyped("  ")).toBe("");
});

test("keys fit their columns, hold nothing but letters and digits, and are found when typed", async () => {
  const name = fc.string({ unit: "binary", maxLength: 120 });
  await checkProperty(
    "search keys",
    fc.property(fc.oneof(name, fc.string({ unit: "grapheme", maxLength: 120 })), (text) => {
      const { pinyin, initials } = searchKeys(text);
      expect(pinyin).toMatch(/^[a-z0-9]{0,255}$/);
      expect(initials).toMatch(/^[a-z0-9]{0,60}$/);
      expect(keyTyped(pinyin)).toBe(pinyin);
    }),
    500,
  );
});
