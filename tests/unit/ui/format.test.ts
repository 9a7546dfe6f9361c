import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amountText,
  changeOf,
  dayLongText,
  dayText,
  instantText,
  integerShortText,
  integerText,
  kilogramText,
  moneyAxisText,
  moneyShortText,
  moneyText,
  percentText,
  rangeText,
} from "@/lib/i18n/format";
import { checkProperty } from "../../support/property";

const fen = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe("amounts", () => {
  test("no digit of an amount is lost or rounded, however big it is", async () => {
    await checkProperty(
      "amount text",
      fc.property(fen, (amount) => {
        const text = amountText(amount);
        expect(text).toMatch(/^−?\d{1,3}(,\d{3})*\.\d\d$/);
        expect(BigInt(text.replace("−", "-").replace(/[,.]/g, ""))).toBe(BigInt(amount));
        expect(moneyText(amount).replace("¥", "")).toBe(text);
      }),
      1_000,
    );
  });

  test.each([
    [0, "¥0.00"],
    [5, "¥0.05"],
    [-5, "−¥0.05"],
    [123_456_789, "¥1,234,567.89"],
  ])("%i fen reads %s", (amount, text) => {
    expect(moneyText(amount)).toBe(text);
  });

  test.each([
    [999_999, "zh-CN", "¥9,999.99"],
    [1_000_000, "zh-CN", "¥1.00万"],
    [-1_234_567, "zh-CN", "−¥1.23万"],
    [9_999_999_999, "zh-CN", "¥1.00亿"],
    [456_000_000_00, "zh-CN", "¥4.56亿"],
    [1_234_567, "en", "¥12.35K"],
    [99_999_999, "en", "¥1.00M"],
    [123_456_789_012, "en", "¥1.23B"],
  ])("%i fen is short for a reader of %s: %s", (amount, locale, text) => {
    expect(moneyShortText(amount, locale)).toBe(text);
  });

  test("a short amount is off by less than a hundredth of its unit", async () => {
    const units: Record<string, number> = { 万: 1e6, 亿: 1e10, K: 1e5, M: 1e8, B: 1e11 };
    await checkProperty(
      "short amount",
      fc.property(
        fc.integer({ min: 1_000_000, max: 1e14 }),
        fc.constantFrom("zh-CN", "en"),
        (amount, locale) => {
          const text = moneyShortText(amount, locale);
          const unit = units[text.slice(-1)] ?? 0;
          expect(Math.abs(Number(text.slice(1, -1).replaceAll(",", "")) * unit - amount)).toBeLessThanOrEqual(
            unit * 0.0101,
          );
        },
      ),
      1_000,
    );
  });

  test("labels of an axis carry no sign of the currency", () => {
    expect([0, 1_500_000, 6_000_000, -3_000_000].map((amount) => moneyAxisText(amount, "zh-CN"))).toEqual([
      "0",
      "1.5万",
      "6万",
      "−3万",
    ]);
  });
});

test("counts, weights and shares keep their sign in front and their decimals", () => {
  expect([integerText(-1234), integerShortText(99_999, "zh-CN"), integerShortText(123_456, "zh-CN")]).toEqual(
    ["−1,234", "99,999", "12.35万"],
  );
  expect([kilogramText(1_234_567), kilogramText(-5), percentText(1_234), percentText(-5)]).toEqual([
    "1,234.57",
    "−0.01",
    "12.34%",
    "−0.05%",
  ]);
});

describe("changes", () => {
  test.each([
    [150, 100, "up", "+50.0%"],
    [50, 100, "down", "−50.0%"],
    [100, 100, "same", "0.0%"],
    [0, 100, "down", "−100.0%"],
    [1_234_500, 100, "up", "+1,234,400%"],
  ] as const)("%i after %i goes %s: %s", (now, base, direction, text) => {
    expect(changeOf(now, base)).toMatchObject({ direction, text });
  });

  test.each([null, undefined, 0, -100])("against %s there is no change to tell", (base) => {
    expect(changeOf(100, base)).toBeNull();
  });

  test("the sign, the arrow and the number say the same", async () => {
    await checkProperty(
      "change",
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (now, base) => {
        const change = changeOf(now, base);
        const sign = { up: "+", down: "−", same: "0" }[change?.direction ?? "same"];
        expect(change?.text.startsWith(sign)).toBe(true);
        if (now > base) expect(change?.direction).not.toBe("down");
        if (now < base) expect(change?.direction).not.toBe("up");
      }),
      500,
    );
  });
});

test("days are written as each language writes them", () => {
  expect(dayText("2026-11-20", "zh-CN")).toBe("11月20日");
  expect(dayText("2026-11-20", "zh-CN", "2026")).toBe("11月20日");
  expect(dayText("2025-11-20", "zh-CN", "2026")).toBe("2025年11月20日");
  expect(dayText("2025-11-20", "en", "2026")).toBe("Nov 20, 2025");
  expect(dayLongText("2026-11-20", "zh-CN")).toBe("2026年11月20日 周五");
  expect(rangeText({ from: "2026-11-14", to: "2026-11-20" }, "en")).toBe("Nov 14 – Nov 20");
  expect(rangeText({ from: "2026-11-14", to: "2026-11-14" }, "zh-CN")).toBe("11月14日");
});

test("an instant is clock time in Shanghai, midnight included", () => {
  expect(instantText("2026-11-20T16:00:00.000Z", "zh-CN")).toBe("11月21日 00:00");
  expect(instantText("2026-11-20T15:59:59.999Z", "en")).toBe("Nov 20 23:59");
});
