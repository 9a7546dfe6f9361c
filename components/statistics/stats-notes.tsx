import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import { dayText, rangeText } from "@/lib/i18n/format";
import type { ComparedPeriods } from "@/lib/statistics/model";
import { slotText } from "./slot-text";
import type { ComparisonChoice } from "./stats-query";

type StatsNotesProps = {
  range: DayRange;
  comparison: ComparisonChoice;
  compared: (ComparedPeriods & { untilSlot?: number | null }) | null;
  isSameStore: boolean;
  revisedDays: readonly BusinessDay[];
  /** Notes of the report's own, as list items. */
  children?: ReactNode;
};

const revisedShown = 6;

/** What a reader must know about the figures above: the days compared, what is still open, what was restated. */
export function StatsNotes(props: StatsNotesProps) {
  const { range, comparison, compared, revisedDays } = props;
  const t = useTranslations("stats.notes");
  const locale = useLocale();
  const year = range.to.slice(0, 4);
  const isCut = compared !== null && compared.current.to !== range.to;
  const days = revisedDays.slice(0, revisedShown).map((day) => dayText(day, locale, year));
  return (
    <ul className="figures flex flex-col gap-1 text-xs text-ink-2">
      {compared && comparison !== "none" && (
        <li>
          {t(`compared.${comparison}`, {
            current: rangeText(compared.current, locale, year),
            range: rangeText(compared.compare, locale, year),
          })}
          {isCut && ` ${t("cut")}`}
          {compared.isElapsedPart && ` ${t("elapsed")}`}
          {typeof compared.untilSlot === "number" &&
            ` ${t("untilSlot", { time: slotText(compared.untilSlot) })}`}
          {props.isSameStore && ` ${t("sameStore")}`}
        </li>
      )}
      {!compared && comparison !== "none" && <li>{t("nothingToCompare")}</li>}
      {props.children}
      {revisedDays.length > 0 && (
        <li>
          {t("revised", {
            days: days.join(t("separator")),
            more: Math.max(0, revisedDays.length - revisedShown),
          })}
        </li>
      )}
    </ul>
  );
}
