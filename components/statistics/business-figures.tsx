import { useLocale, useTranslations } from "next-intl";
import { changeOf, integerShortText, integerText, moneyShortText, moneyText, none } from "@/lib/i18n/format";
import type { BusinessOverview } from "@/lib/statistics/business-model";
import type { Definitions } from "./definitions";
import { FigureCard } from "./figure-card";

const money = { short: moneyShortText, full: moneyText } as const;
const count = { short: integerShortText, full: integerText } as const;

const figures = [
  { key: "finalAmountFen", unit: null, ...money },
  { key: "orders", unit: "orders", ...count },
  { key: "averageFen", unit: null, short: (fen: number) => moneyText(fen), full: moneyText },
  { key: "refundAmountFen", unit: null, ...money },
  { key: "netAmountFen", unit: null, ...money },
  { key: "memberOrders", unit: "orders", ...count },
] as const;

type BusinessFiguresProps = { overview: BusinessOverview; definitions: Definitions };

/** The six figures of the range: the whole of it, the change of the part that can be compared, and the course. */
export function BusinessFigures({ overview, definitions }: BusinessFiguresProps) {
  const t = useTranslations("business");
  const stats = useTranslations("stats");
  const locale = useLocale();
  const { totals, comparison, trend } = overview;
  return (
    <div className="grid grid-cols-2 gap-2 md:grid-cols-3 md:gap-4 xl:grid-cols-6">
      {figures.map(({ key, unit, short, full }) => {
        const value = totals[key];
        const [now, base] = [comparison?.currentTotals[key] ?? null, comparison?.compareTotals[key] ?? null];
        return (
          <FigureCard
            key={key}
            figure={{
              id: key,
              name: t(`columns.${key}`),
              definition: definitions[key] ?? "",
              text: value === null ? none : short(value, locale),
              full: value === null ? none : full(value),
              unit: unit && value !== null ? t(`units.${unit}`) : "",
              base: base === null ? null : stats("before", { value: short(base, locale) }),
              change: now === null ? null : changeOf(now, base),
              ...(comparison !== null && base === null && { remark: t("notCompared") }),
              points: trend.map((point) => point[key]),
            }}
          />
        );
      })}
    </div>
  );
}
