import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ChangeText } from "@/components/ui/change";
import { Explained } from "@/components/ui/explained";
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
import type { SalesComparison, SalesOverview, SalesTotals } from "@/lib/statistics/model";

type FigureId = "amount" | "weight" | "quantity" | "tickets" | "average";
type FigureView = {
  id: FigureId;
  text: string;
  full: string;
  unit?: string;
  base: string | null;
  change: Change | null;
};

/** The five figures of the range; each with what it means, how it changed and what it was. */
export function SalesFigures({ overview }: { overview: SalesOverview }) {
  const t = useTranslations("sales");
  const locale = useLocale();
  const figures = figuresOf(overview.totals, overview.comparison, locale);
  return (
    <div className="grid grid-cols-2 gap-2 md:grid-cols-3 md:gap-4 xl:grid-cols-5">
      {figures.map((figure) => (
        <Card
          key={figure.id}
          className={figure.id === "amount" ? "col-span-2 md:col-span-1 md:p-5" : "md:p-5"}
        >
          <h2 className="text-xs font-normal text-ink-2">
            <Explained text={t(`figures.${figure.id}.definition`)}>
              {t(`figures.${figure.id}.name`)}
            </Explained>
          </h2>
          <p className="mt-1 flex items-baseline gap-1 whitespace-nowrap text-ink" title={figure.full}>
            <span className="figures text-lg font-semibold tracking-tight md:text-xl">{figure.text}</span>
            <FigureUnit figure={figure} totals={overview.totals} />
          </p>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
            {figure.text === none && overview.totals.tickets > 0 && t("noAverage")}
            {figure.text !== none && overview.comparison && (
              <>
                <ChangeText change={figure.change} />
                <span className="figures">{t("before", { value: figure.base ?? none })}</span>
              </>
            )}
          </p>
        </Card>
      ))}
    </div>
  );
}

function FigureUnit({ figure, totals }: { figure: FigureView; totals: SalesTotals }) {
  const t = useTranslations("sales.units");
  if (figure.text === none) return null;
  const unit = { amount: "", weight: t("kilogram"), quantity: t("piece"), tickets: t("ticket"), average: "" }[
    figure.id
  ];
  const averageUnit = totals.averagePriceUnit === "piece" ? t("perPiece") : t("perWeight");
  return <span className="text-xs text-ink-3">{figure.id === "average" ? averageUnit : unit}</span>;
}

type AddedKey = "amountFen" | "weightGrams" | "quantity" | "tickets";

/** The figure is the whole range; its change only the part of it that can be compared. */
function figuresOf(now: SalesTotals, compared: SalesComparison | null, locale: string): FigureView[] {
  const view = (
    id: FigureId,
    key: AddedKey,
    short: (value: number, locale: string) => string,
    full: (value: number) => string,
  ): FigureView => ({
    id,
    text: short(now[key], locale),
    full: full(now[key]),
    base: compared && short(compared.compareTotals[key], locale),
    change: compared && changeOf(compared.currentTotals[key], compared.compareTotals[key]),
  });
  return [
    view("amount", "amountFen", moneyShortText, moneyText),
    view("weight", "weightGrams", kilogramShortText, kilogramText),
    view("quantity", "quantity", integerShortText, integerText),
    view("tickets", "tickets", integerShortText, integerText),
    averageView(now, compared),
  ];
}

function averageView(now: SalesTotals, compared: SalesComparison | null): FigureView {
  const text = moneyOrNone(now.averagePriceFen);
  return {
    id: "average",
    text,
    full: text,
    base: compared && moneyOrNone(compared.compareTotals.averagePriceFen),
    change: compared && averageChange(compared.currentTotals, compared.compareTotals),
  };
}

/** A price per weight and a price per piece cannot be set against each other. */
function averageChange(current: SalesTotals, base: SalesTotals): Change | null {
  if (current.averagePriceFen === null || current.averagePriceUnit !== base.averagePriceUnit) return null;
  return changeOf(current.averagePriceFen, base.averagePriceFen);
}

function moneyOrNone(amountFen: number | null): string {
  return amountFen === null ? none : moneyText(amountFen);
}
