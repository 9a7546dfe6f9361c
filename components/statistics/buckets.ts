import { addDays, type BusinessDay } from "@/lib/core/time";
import { dayLongText, rangeText } from "@/lib/i18n/format";

type Bucket = "day" | "week";

export function bucketEnd(day: BusinessDay, bucket: Bucket): BusinessDay {
  return bucket === "week" ? addDays(day, 6) : day;
}

/** A day with its weekday, or the days of a week up to the last one of the range. */
export function bucketText(day: BusinessDay, bucket: Bucket, last: BusinessDay, locale: string): string {
  if (bucket === "day") return dayLongText(day, locale);
  const end = bucketEnd(day, bucket);
  return rangeText({ from: day, to: end > last ? last : end }, locale, "");
}
