"use client";

import { SlidersHorizontal, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { presetOf } from "@/components/form/date-presets";
import { DateRangeFilter } from "@/components/form/date-range-filter";
import { DateRangePanel } from "@/components/form/date-range-panel";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import { rangeText } from "@/lib/i18n/format";
import { comparisonChoices } from "./sales-query";
import { useSalesFilter } from "./use-sales-filter";

type SalesFiltersProps = {
  range: DayRange;
  today: BusinessDay;
  daysMax: number;
  skus: readonly string[];
  /** Names of the chosen stores, or that it is all of them; for paper, where no picker is. */
  storesText: string;
  /** How many filters are set beside the range; counted on the phone's button. */
  setCount: number;
  /** The store picker; handed in by the page, because it belongs to another domain. */
  storePicker: ReactNode;
};

export function SalesFilters(props: SalesFiltersProps) {
  const { range, today, daysMax, skus, storesText, storePicker } = props;
  const t = useTranslations("sales");
  const locale = useLocale();
  const filter = useSalesFilter();
  return (
    <>
      <p className="figures mb-3 hidden text-sm print:block">
        {t("printed", { range: rangeText(range, locale, ""), stores: storesText })}
        {skus.map((code) => ` · ${t("skuChip", { code })}`)}
      </p>
      <div
        data-print="hide"
        className="sticky top-14 z-20 -mx-4 mb-4 border-b border-line bg-canvas px-4 py-2.5 md:-mx-6 md:px-6"
      >
        <div className="hidden flex-wrap items-center gap-2 md:flex">
          <DateRangeFilter value={range} today={today} daysMax={daysMax} onChange={filter.setRange} />
          <div className="max-w-72 min-w-0">{storePicker}</div>
          <ComparisonSwitch />
          <SkuChips skus={skus} />
        </div>
        <PhoneFilters {...props} />
      </div>
    </>
  );
}

function PhoneFilters({ range, today, daysMax, skus, setCount, storePicker }: SalesFiltersProps) {
  const t = useTranslations("sales");
  const dates = useTranslations("dates");
  const locale = useLocale();
  const filter = useSalesFilter();
  const [isOpen, setIsOpen] = useState(false);
  const preset = presetOf(range, today);
  return (
    <div className="flex items-center justify-between gap-3 md:hidden">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium text-ink">
          {preset ? dates(`presets.${preset}`) : rangeText(range, locale, today.slice(0, 4))}
        </p>
        <p className="figures truncate text-xs text-ink-3">
          {preset && `${rangeText(range, locale, today.slice(0, 4))} · `}
          {t(`comparisons.${filter.compare}`)}
        </p>
      </div>
      <Sheet
        title={t("filters")}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <Button>
            <SlidersHorizontal aria-hidden />
            {setCount > 0 ? t("filtersSet", { count: setCount }) : t("filters")}
          </Button>
        }
        footer={
          <Button variant="primary" size="lg" className="w-full" onClick={() => setIsOpen(false)}>
            {t("showResult")}
          </Button>
        }
      >
        <SheetPart title={t("stores")}>{storePicker}</SheetPart>
        <SheetPart title={t("compare")}>
          <ComparisonSwitch className="flex w-full" />
        </SheetPart>
        {skus.length > 0 && (
          <SheetPart title={t("skus")}>
            <SkuChips skus={skus} />
          </SheetPart>
        )}
        <SheetPart title={dates("range")}>
          <DateRangePanel
            isImmediate
            value={range}
            today={today}
            daysMax={daysMax}
            onChange={filter.setRange}
          />
        </SheetPart>
      </Sheet>
    </div>
  );
}

function SheetPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-3">{title}</h3>
      {children}
    </section>
  );
}

function ComparisonSwitch({ className }: { className?: string }) {
  const t = useTranslations("sales");
  const filter = useSalesFilter();
  return (
    <Segmented
      label={t("compare")}
      value={filter.compare}
      options={comparisonChoices.map((value) => ({ value, label: t(`comparisons.${value}`) }))}
      onValueChange={filter.setCompare}
      {...(className && { className })}
    />
  );
}

function SkuChips({ skus }: { skus: readonly string[] }) {
  const t = useTranslations("sales");
  const filter = useSalesFilter();
  return (
    <ul className="contents">
      {skus.map((code) => (
        <li
          key={code}
          className="inline-flex h-9 items-center rounded-md bg-accent-soft pl-3 text-sm text-accent-ink"
        >
          <span className="figures">{t("skuChip", { code })}</span>
          <button
            type="button"
            aria-label={t("removeSku", { code })}
            onClick={() => filter.setSkus(skus.filter((own) => own !== code))}
            className="flex size-9 items-center justify-center rounded-md"
          >
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}
