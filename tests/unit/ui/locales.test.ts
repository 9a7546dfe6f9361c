import fc from "fast-check";
import { expect, test } from "vitest";
import { isLocale, pickLocale } from "@/lib/i18n/locales";
import { checkProperty } from "../../support/property";

test.each([
  ["en", "zh-CN,zh;q=0.9", "en"],
  ["zh-CN", "en-GB", "zh-CN"],
  ["fr", "en-GB", "en"],
  [undefined, "en-GB,en;q=0.9,zh;q=0.8", "en"],
  [undefined, "zh-TW", "zh-CN"],
  [undefined, "fr-FR, en;q=0.4, zh;q=0.7", "zh-CN"],
  [undefined, "fr, en;q=0", "zh-CN"],
  [undefined, "fr, de", "zh-CN"],
  [undefined, "*", "zh-CN"],
  [undefined, null, "zh-CN"],
  [undefined, "", "zh-CN"],
])("chosen %s and asked for %s, the page speaks %s", (chosen, header, locale) => {
  expect(pickLocale(chosen, header)).toBe(locale);
});

test("whatever a browser sends, the page speaks a language that it has", async () => {
  const part = fc.constantFrom("en", "zh", "fr", ";q=", ";", ",", "1", "0.5", "x", " ", "-", "*");
  const header = fc.oneof(
    fc.string(),
    fc.array(part).map((parts) => parts.join("")),
  );
  await checkProperty(
    "locale",
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.option(header), (chosen, asked) => {
      expect(isLocale(pickLocale(chosen, asked))).toBe(true);
    }),
    500,
  );
});
