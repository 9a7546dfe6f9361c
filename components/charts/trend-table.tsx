"use client";

import { useTranslations } from "next-intl";
import { ChangeText } from "@/components/ui/change";
import { changeOf, none } from "@/lib/i18n/format";
import type { TrendFormat, TrendNames, TrendPoint } from "./trend-model";

type TrendTableProps = { points: TrendPoint[]; names: TrendNames; format: TrendFormat; hasCompare: boolean };

const headClass = "sticky top-0 bg-surface px-2 py-1.5 text-right font-medium text-ink-2 first:text-left";
const cellClass = "figures border-t border-line px-2 py-1.5 text-right whitespace-nowrap";

/** The same data for eyes, ears and copying. */
export function TrendTable({ points, names, format, hasCompare }: TrendTableProps) {
  const t = useTranslations("charts");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region must be reachable by keyboard; a section is not.
    <div
      role="region"
      aria-label={names.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the table for people without a mouse.
      tabIndex={0}
      data-print="flow"
      className="relative max-h-72 overflow-auto"
    >
      <table className="w-full text-xs">
        <caption className="sr-only">{names.label}</caption>
        <thead>
          <tr>
            <th scope="col" className={headClass}>
              {t("time")}
            </th>
            <th scope="col" className={headClass}>
              {names.current}
            </th>
            {hasCompare && (
              <>
                <th scope="col" className={headClass}>
                  {names.compare}
                </th>
                <th scope="col" className={headClass}>
                  {t("change")}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <th
                scope="row"
                className="border-t border-line px-2 py-1.5 text-left font-normal whitespace-nowrap"
              >
                {point.isOpen ? t("open", { label: point.label }) : point.label}
              </th>
              <td className={cellClass}>{point.value === null ? none : format.full(point.value)}</td>
              {hasCompare && (
                <>
                  <td className={cellClass}>
                    {point.compareValue === null ? none : format.full(point.compareValue)}
                  </td>
                  <td className={cellClass}>
                    <ChangeText
                      change={point.value === null ? null : changeOf(point.value, point.compareValue)}
                    />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
