import { useLocale, useTranslations } from "next-intl";
import { SlotCurve } from "@/components/charts/slot-curve";
import { Card, CardTitle } from "@/components/ui/card";
import { ChangeText } from "@/components/ui/change";
import { changeOf, integerText, moneyAxisText, moneyText, none } from "@/lib/i18n/format";
import type { Home, HomeSlot } from "@/lib/statistics/home-model";
import { slotText } from "./slot-text";

/** 实收 of today by half hour over the same weekday; from the first half hour that sold to the last one. */
export function HomeCurve({ home }: { home: Home }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const slots = usedSlots(home.slots);
  if (slots.length < 2) return null;
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <CardTitle>{t("curve")}</CardTitle>
        <ul className="flex items-center gap-3 text-xs text-ink-2">
          <LegendItem text={t("curveToday")} line="border-chart-1" />
          <LegendItem text={t("curveBefore")} line="border-dashed border-compare" />
        </ul>
      </div>
      <SlotCurve
        label={t("curve")}
        points={slots.map(({ slot, today, compare }) => ({
          key: String(slot),
          label: slotText(slot),
          value: today?.finalAmountFen ?? null,
          base: compare.finalAmountFen,
        }))}
        axis={(value) => moneyAxisText(value, locale)}
      />
      <details className="mt-2 text-xs">
        <summary className="cursor-pointer py-1.5 text-ink-2">{t("curveTable")}</summary>
        <SlotTable slots={slots} />
      </details>
    </Card>
  );
}

function LegendItem({ text, line }: { text: string; line: string }) {
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={`w-4 border-t-2 ${line}`} />
      {text}
    </li>
  );
}

function SlotTable({ slots }: { slots: readonly HomeSlot[] }) {
  const t = useTranslations("home");
  return (
    <table className="mini-table mt-2">
      <caption className="sr-only">{t("curve")}</caption>
      <thead>
        <tr>
          {[t("slot"), t("orders"), t("amount"), t("curveBefore"), t("change")].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {slots.map(({ slot, today, compare }) => (
          <tr key={slot}>
            <th scope="row">{slotText(slot)}</th>
            <td>{today ? integerText(today.orders) : none}</td>
            <td>{today ? moneyText(today.finalAmountFen) : none}</td>
            <td>{moneyText(compare.finalAmountFen)}</td>
            <td>
              <ChangeText change={today && changeOf(today.finalAmountFen, compare.finalAmountFen)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function usedSlots(slots: readonly HomeSlot[]): HomeSlot[] {
  const isUsed = ({ today, compare }: HomeSlot) => (today?.orders ?? 0) > 0 || compare.orders > 0;
  return slots.slice(Math.max(0, slots.findIndex(isUsed)), slots.findLastIndex(isUsed) + 1);
}
