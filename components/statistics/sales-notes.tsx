import { useLocale, useTranslations } from "next-intl";
import { dayText, integerText, moneyText, rangeText } from "@/lib/i18n/format";
import type { SalesOverview } from "@/lib/statistics/model";
import type { ComparisonChoice } from "./sales-query";

type SalesNotesProps = { overview: SalesOverview; comparison: ComparisonChoice };

const revisedShown = 6;

/** What a reader must know about the figures above: the days compared, what is still open, what was restated. */
export function SalesNotes({ overview, comparison }: SalesNotesProps) {
  const t = useTranslations("sales.notes");
  const locale = useLocale();
  const year = overview.range.to.slice(0, 4);
  const compared = overview.comparison;
  const isCut = compared !== null && compared.current.to !== overview.range.to;
  const days = overview.revisedDays.slice(0, revisedShown).map((day) => dayText(day, locale, year));
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
        </li>
      )}
      {!compared && comparison !== "none" && <li>{t("nothingToCompare")}</li>}
      {overview.pending.tickets > 0 && (
        <li>
          {t("pending", {
            tickets: integerText(overview.pending.tickets),
            amount: moneyText(overview.pending.amountFen),
          })}
        </li>
      )}
      {overview.revisedDays.length > 0 && (
        <li>
          {t("revised", {
            days: days.join(t("separator")),
            more: Math.max(0, overview.revisedDays.length - revisedShown),
          })}
        </li>
      )}
    </ul>
  );
}
