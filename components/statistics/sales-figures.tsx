import { useLocale, useTranslations } from "next-intl";
import {
  type Change,
  changeOf,
  integerShortText,
  integerText,
  kilogramShortText,
  kilogramText,
  moneyShortText,
  moneyText,
  none,
} from "@/lib/i18n/format";
import type { SalesOverview, SalesTotals } from "@/lib/statistics/model";
import { FigureCard } from "./figure-card";

const added = [
  { id: "amount", key: "amountFen", short: moneyShortText, full: moneyText },
  { id: "weight", key: "weightGrams", short: kilogramShortText, full: kilogramText },
  { id: "quantity", key: "quantity", short: integerShortText, full: integerText },
  { id: "tickets", key: "tickets", short: integerShortText, full: integerText },
] as const;

/** The five figures of the range: the whole of it, and the change of the part of it that can be compared. */
export function SalesFigures({ overview }: { overview: SalesOverview }) {
  const t = useTranslations("sales");
  const stats = useTranslations("stats");
  const locale = useLocale();
  const { totals, comparison } = overview;
  const units = {
    amount: "",
    weight: "units.kilogram",
    quantity: "units.piece",
    tickets: "units.ticket",
  } as const;
  return (
    <div className="grid grid-cols-2 gap-2 md:grid-cols-3 md:gap-4 xl:grid-cols-5">
      {added.map(({ id, key, short, full }) => (
        <FigureCard
          key={id}
          className={id === "amount" ? "col-span-2 md:col-span-1" : ""}
          figure={{
            id,
            name: t(`figures.${id}.name`),
            definition: t(`figures.${id}.definition`),
            text: short(totals[key], locale),
            full: full(totals[key]),
            unit: units[id] && t(units[id]),
            base: comparison && stats("before", { value: short(comparison.compareTotals[key], locale) }),
            change: comparison && changeOf(comparison.currentTotals[key], comparison.compareTotals[key]),
          }}
        />
      ))}
      <AverageCard overview={overview} />
    </div>
  );
}

function AverageCard({ overview }: { overview: SalesOverview }) {
  const t = useTranslations("sales");
  const stats = useTranslations("stats");
  const { totals, comparison } = overview;
  const text = moneyOrNone(totals.averagePriceFen);
  const hasNone = text === none;
  const unit = totals.averagePriceUnit === "piece" ? t("units.perPiece") : t("units.perWeight");
  return (
    <FigureCard
      figure={{
        id: "average",
        name: t("figures.average.name"),
        definition: t("figures.average.definition"),
        text,
        full: text,
        unit: hasNone ? "" : unit,
        base: comparison && stats("before", { value: moneyOrNone(comparison.compareTotals.averagePriceFen) }),
        change: comparison && averageChange(comparison.currentTotals, comparison.compareTotals),
        ...(hasNone && { remark: totals.tickets > 0 ? t("noAverage") : "" }),
      }}
    />
  );
}

/** A price per weight and a price per piece cannot be set against each other. */
function averageChange(current: SalesTotals, base: SalesTotals): Change | null {
  if (current.averagePriceFen === null || current.averagePriceUnit !== base.averagePriceUnit) return null;
  return changeOf(current.averagePriceFen, base.averagePriceFen);
}

function moneyOrNone(amountFen: number | null): string {
  return amountFen === null ? none : moneyText(amountFen);
}
