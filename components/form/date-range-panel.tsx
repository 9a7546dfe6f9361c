"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { RangeCalendar } from "@/components/ui/calendar";
import { cn } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type BusinessDay, type DayRange, daysIn } from "@/lib/core/time";
import { datePresets, presetOf, presetRange } from "./date-presets";
import { readDay } from "./read-day";

export type DateRangePanelProps = {
  value: DayRange;
  today: BusinessDay;
  daysMax: number;
  onChange: (range: DayRange) => void;
  /** Takes a range over as soon as the calendar makes a whole one: in a sheet whose own button only closes it. */
  isImmediate?: boolean;
};

export function DateRangePanel(props: DateRangePanelProps) {
  const { value, today, onChange } = props;
  const t = useTranslations("dates");
  const active = presetOf(value, today);
  return (
    <div className="flex flex-col gap-4 md:flex-row">
      <fieldset className="flex shrink-0 flex-wrap gap-1.5 md:w-32 md:flex-col md:flex-nowrap md:gap-0.5">
        <legend className="sr-only">{t("presets.label")}</legend>
        {datePresets.map((preset) => (
          <Button
            key={preset}
            variant="ghost"
            aria-pressed={active === preset}
            className={cn(
              "grow border border-line px-3 md:grow-0 md:justify-start md:border-0",
              active === preset && "bg-accent-soft text-accent-ink",
            )}
            onClick={() => onChange(presetRange(preset, today))}
          >
            {t(`presets.${preset}`)}
          </Button>
        ))}
      </fieldset>
      <CustomRange key={`${value.from}${value.to}`} {...props} />
    </div>
  );
}

function CustomRange({ value, today, daysMax, onChange, isImmediate = false }: DateRangePanelProps) {
  const t = useTranslations("dates");
  const errorId = useId();
  const [from, setFrom] = useState<string>(value.from);
  const [to, setTo] = useState<string>(value.to);
  const start = readDay(from);
  const end = readDay(to);
  const problem = problemOf(start, end, daysMax);

  function apply(range: Partial<DayRange>): void {
    const { from: first = null, to: last = null } = range;
    if (first && last && problemOf(first, last, daysMax) === null) onChange({ from: first, to: last });
  }

  return (
    <form
      className="flex flex-col gap-3 md:border-l md:border-line md:pl-4"
      onSubmit={(event) => {
        event.preventDefault();
        apply({ ...(start && { from: start }), ...(end && { to: end }) });
      }}
    >
      <div className="grid grid-cols-2 gap-2">
        <Field label={t("from")}>
          <Input
            value={from}
            onValueChange={setFrom}
            inputMode="numeric"
            autoComplete="off"
            placeholder="2026-01-31"
          />
        </Field>
        <Field label={t("to")}>
          <Input
            value={to}
            onValueChange={setTo}
            inputMode="numeric"
            autoComplete="off"
            placeholder="2026-01-31"
          />
        </Field>
      </div>
      <RangeCalendar
        value={{ ...(start && { from: start }), ...(end && { to: end }) }}
        today={today}
        onChange={(range) => {
          setFrom(range.from ?? "");
          setTo(range.to ?? "");
          if (isImmediate) apply(range);
        }}
      />
      <div className="flex items-center justify-between gap-3">
        <p id={errorId} aria-live="polite" className={cn("text-xs", problem ? "text-danger" : "text-ink-3")}>
          {problem
            ? t(`problems.${problem}`, { days: daysMax })
            : start && end && t("days", { count: daysIn({ from: start, to: end }) })}
        </p>
        <Button type="submit" variant="secondary" aria-disabled={problem !== null} aria-describedby={errorId}>
          {t("apply")}
        </Button>
      </div>
    </form>
  );
}

function problemOf(from: BusinessDay | null, to: BusinessDay | null, daysMax: number) {
  if (from === null || to === null) return "incomplete";
  if (from > to) return "reversed";
  return daysIn({ from, to }) > daysMax ? "tooLong" : null;
}
