import { useLocale, useTranslations } from "next-intl";
import {
  changeOf,
  dayText,
  integerShortText,
  integerText,
  moneyShortText,
  moneyText,
  none,
  weekdayText,
} from "@/lib/i18n/format";
import type { Home } from "@/lib/statistics/home-model";
import type { Definitions } from "./definitions";
import { FigureCard } from "./figure-card";
import { slotText } from "./slot-text";

/** The four figures of today; orders and 实收 against the finished half hours of the same weekday. */
export function HomeFigures({ home, definitions }: { home: Home; definitions: Definitions }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const { today, current, compare } = home;
  const plain = { unit: "", base: null, change: null };
  const view = (id: "orders" | "finalAmountFen" | "averageFen" | "refunds") => ({
    id,
    name: t(`figures.${id}`),
    definition: definitions[id === "refunds" ? "refundAmountFen" : id] ?? "",
  });
  const before = (now: string, value: string) => t("before", { time: slotText(home.untilSlot), now, value });
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2 md:gap-4 lg:grid-cols-4">
        <FigureCard
          figure={{
            ...view("orders"),
            ...plain,
            text: integerShortText(today.orders, locale),
            full: integerText(today.orders),
            base: before(integerShortText(current.orders, locale), integerShortText(compare.orders, locale)),
            change: changeOf(current.orders, compare.orders),
          }}
        />
        <FigureCard
          figure={{
            ...view("finalAmountFen"),
            ...plain,
            text: moneyShortText(today.finalAmountFen, locale),
            full: moneyText(today.finalAmountFen),
            base: before(
              moneyShortText(current.finalAmountFen, locale),
              moneyShortText(compare.finalAmountFen, locale),
            ),
            change: changeOf(current.finalAmountFen, compare.finalAmountFen),
          }}
        />
        <FigureCard
          figure={{
            ...view("averageFen"),
            ...plain,
            text: today.averageFen === null ? none : moneyText(today.averageFen),
            full: t("perOrder"),
            remark: t("perOrder"),
          }}
        />
        <FigureCard
          figure={{
            ...view("refunds"),
            ...plain,
            text: moneyShortText(today.refundAmountFen, locale),
            full: moneyText(today.refundAmountFen),
            remark: t("refundCount", { count: today.refunds }),
          }}
        />
      </div>
      <p className="figures text-xs text-ink-3">
        {t("compared", {
          day: `${dayText(home.compareDay, locale)} ${weekdayText(home.compareDay, locale)}`,
          time: slotText(home.untilSlot),
        })}
      </p>
    </section>
  );
}
