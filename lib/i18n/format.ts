import { changeBps } from "@/lib/core/money";
import { type BusinessDay, type DayRange, weekday } from "@/lib/core/time";

/** The one place where figures become text; browser-safe and without state. */
export const none = "–";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const minus = "−";

function signed(text: string, isNegative: boolean): string {
  return isNegative ? `${minus}${text}` : text;
}

/** 1234567 → "1,234,567". */
export function integerText(value: number): string {
  return signed(grouped.format(Math.abs(value)), value < 0);
}

/** Fen → "12,345.67"; by digits, so that no float rounds an amount. */
export function amountText(amountFen: number): string {
  return signed(yuanDigits(amountFen), amountFen < 0);
}

/** Fen → "¥12,345.67". */
export function moneyText(amountFen: number): string {
  return signed(`¥${yuanDigits(amountFen)}`, amountFen < 0);
}

function yuanDigits(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, "0");
  return `${grouped.format(BigInt(digits.slice(0, -2)))}.${digits.slice(-2)}`;
}

/** Big amounts as people say them: "¥1.23万", "¥4.56亿" (English: K, M, B); below 10,000 yuan in full. */
export function moneyShortText(amountFen: number, locale: string): string {
  if (Math.abs(amountFen) < 1_000_000) return moneyText(amountFen);
  return signed(`¥${bigText(Math.abs(amountFen) / 100, locale, 2)}`, amountFen < 0);
}

/** Axis labels: no currency sign, at most one decimal. */
export function moneyAxisText(amountFen: number, locale: string): string {
  return signed(bigText(Math.abs(amountFen) / 100, locale, 1), amountFen < 0);
}

export function integerShortText(value: number, locale: string): string {
  if (Math.abs(value) < 100_000) return integerText(value);
  return signed(bigText(Math.abs(value), locale, 2), value < 0);
}

const oneDecimal = { maximumFractionDigits: 1 };
const twoDecimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

function bigText(value: number, locale: string, decimals: 1 | 2): string {
  const steps: readonly (readonly [number, string])[] = locale.startsWith("zh")
    ? [
        [1e8, "亿"],
        [1e4, "万"],
      ]
    : [
        [1e9, "B"],
        [1e6, "M"],
        [1e3, "K"],
      ];
  // A value that would round up to the next unit ("10000万") already takes it.
  const step = steps.find(([size]) => value >= size * 0.99995);
  if (!step) return new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }).format(value);
  const number = new Intl.NumberFormat("en-US", decimals === 1 ? oneDecimal : twoDecimals).format(
    value / step[0],
  );
  return `${number}${step[1]}`;
}

/** Grams → kilograms with three decimals at most, two as a rule: 1234567 → "1,234.57". */
export function kilogramText(grams: number): string {
  const text = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    Math.abs(grams) / 1000,
  );
  return signed(text, grams < 0);
}

export function kilogramShortText(grams: number, locale: string): string {
  if (Math.abs(grams) < 100_000_000) return kilogramText(grams);
  return signed(bigText(Math.abs(grams) / 1000, locale, 2), grams < 0);
}

/** Basis points → "12.34%". */
export function percentText(bps: number): string {
  return signed(`${(Math.abs(bps) / 100).toFixed(2)}%`, bps < 0);
}

export type Change = { bps: number; direction: "up" | "down" | "same"; text: string };

/** Change against a base; null where the base is 0 or negative, shown as a dash. */
export function changeOf(now: number, base: number | null | undefined): Change | null {
  if (base === null || base === undefined) return null;
  const bps = changeBps(now, base);
  if (bps === null) return null;
  if (bps === 0) return { bps, direction: "same", text: "0.0%" };
  const size = Math.abs(bps) / 100;
  const number = size >= 1000 ? grouped.format(Math.round(size)) : size.toFixed(1);
  return bps > 0
    ? { bps, direction: "up", text: `+${number}%` }
    : { bps, direction: "down", text: `${minus}${number}%` };
}

const chineseWeekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const englishWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsOf(day: BusinessDay): { year: number; month: number; date: number } {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return { year, month, date };
}

export function weekdayText(day: BusinessDay, locale: string): string {
  const names = locale.startsWith("zh") ? chineseWeekdays : englishWeekdays;
  return names[weekday(day) - 1] ?? "";
}

/** "11月20日" / "Nov 20"; with the year where `year` differs from the day's own. */
export function dayText(day: BusinessDay, locale: string, year?: string): string {
  const { year: own, month, date } = partsOf(day);
  const needsYear = year !== undefined && year !== String(own);
  if (locale.startsWith("zh")) return `${needsYear ? `${own}年` : ""}${month}月${date}日`;
  return `${englishMonths[month - 1]} ${date}${needsYear ? `, ${own}` : ""}`;
}

/** "2026年11月20日 周五". */
export function dayLongText(day: BusinessDay, locale: string): string {
  return `${dayText(day, locale, "")} ${weekdayText(day, locale)}`;
}

/** Short form for axes: "11/20". */
export function dayAxisText(day: BusinessDay): string {
  const { month, date } = partsOf(day);
  return `${month}/${date}`;
}

export function rangeText(range: DayRange, locale: string, year?: string): string {
  if (range.from === range.to) return dayText(range.from, locale, year);
  return `${dayText(range.from, locale, year)} – ${dayText(range.to, locale, year)}`;
}

/** An instant as Shanghai clock time: "11月20日 14:05". */
export function instantText(instant: string, locale: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Asia/Shanghai",
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((item) => item.type === type)?.value ?? "";
  const day = `${part("year")}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`;
  return `${dayText(day, locale)} ${part("hour")}:${part("minute")}`;
}
