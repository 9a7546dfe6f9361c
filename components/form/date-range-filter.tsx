"use client";

import { CalendarDays, ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { rangeText } from "@/lib/i18n/format";
import { presetOf } from "./date-presets";
import { DateRangePanel, type DateRangePanelProps } from "./date-range-panel";

/** Desktop form of the range: a button that says what is chosen and opens the panel. */
export function DateRangeFilter({ value, today, daysMax, onChange }: DateRangePanelProps) {
  const t = useTranslations("dates");
  const locale = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  const preset = presetOf(value, today);
  return (
    <Popover
      label={t("range")}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="p-4"
      trigger={
        <Button>
          <CalendarDays aria-hidden className="text-ink-3" />
          {preset && <span>{t(`presets.${preset}`)}</span>}
          <span className={preset ? "figures font-normal text-ink-2" : "figures"}>
            {rangeText(value, locale, today.slice(0, 4))}
          </span>
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      }
    >
      <DateRangePanel
        value={value}
        today={today}
        daysMax={daysMax}
        onChange={(range) => {
          setIsOpen(false);
          onChange(range);
        }}
      />
    </Popover>
  );
}
