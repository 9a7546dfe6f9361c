"use client";

import { useLocale } from "next-intl";
import { type DateRange, DayPicker } from "react-day-picker";
import { enUS } from "react-day-picker/locale/en-US";
import { zhCN } from "react-day-picker/locale/zh-CN";
import type { DayRange } from "@/lib/core/time";

type RangeCalendarProps = {
  value: Partial<DayRange>;
  onChange: (value: Partial<DayRange>) => void;
  /** Today where the business is, whatever the browser's clock says; later days cannot be picked. */
  today: string;
};

const classNames = {
  root: "relative",
  months: "relative",
  month_caption: "flex h-9 items-center justify-center text-sm font-semibold",
  nav: "absolute inset-x-0 top-0 z-10 flex h-9 items-center justify-between",
  button_previous:
    "flex size-9 items-center justify-center rounded-md hover:bg-sunken aria-disabled:opacity-40",
  button_next: "flex size-9 items-center justify-center rounded-md hover:bg-sunken aria-disabled:opacity-40",
  chevron: "size-4 fill-ink-2",
  month_grid: "mx-auto mt-1 border-separate border-spacing-y-0.5",
  weekday: "size-9 text-xs font-normal text-ink-3",
  day: "size-9 p-0 text-center text-sm figures [&:has([aria-selected])]:bg-accent-soft",
  day_button: "size-9 rounded-md hover:bg-sunken disabled:opacity-40",
  today: "font-semibold text-accent-ink",
  outside: "invisible",
  range_start:
    "rounded-l-md bg-accent-soft [&>button]:bg-accent [&>button]:text-on-accent [&>button]:hover:bg-accent-strong",
  range_end:
    "rounded-r-md bg-accent-soft [&>button]:bg-accent [&>button]:text-on-accent [&>button]:hover:bg-accent-strong",
  range_middle: "bg-accent-soft text-ink",
  disabled: "opacity-40",
} as const;

/** Two clicks make a range; day texts in and out, so that no time zone can move a day. */
export function RangeCalendar({ value, onChange, today }: RangeCalendarProps) {
  const locale = useLocale();
  const selected: DateRange = { from: dateOf(value.from), to: dateOf(value.to) };
  const shanghaiToday = dateOf(today);
  const lastShown = selected.to ?? shanghaiToday;
  return (
    <DayPicker
      mode="range"
      locale={locale === "en" ? enUS : zhCN}
      weekStartsOn={1}
      selected={selected}
      resetOnSelect
      onSelect={(next) => onChange(rangeOf(next))}
      {...(shanghaiToday && { today: shanghaiToday, disabled: { after: shanghaiToday } })}
      {...(lastShown && { defaultMonth: lastShown })}
      classNames={classNames}
    />
  );
}

function rangeOf(range: DateRange | undefined): Partial<DayRange> {
  const from = dayOf(range?.from);
  const to = dayOf(range?.to);
  return { ...(from && { from }), ...(to && { to }) };
}

function dateOf(day: string | undefined): Date | undefined {
  if (!day) return undefined;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

function dayOf(date: Date | undefined): string | undefined {
  if (!date) return undefined;
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}
