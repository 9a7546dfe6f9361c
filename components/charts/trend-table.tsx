"use client";

import { useTranslations } from "next-intl";
import { ChangeText } from "@/components/ui/change";
import { changeOf, none } from "@/lib/i18n/format";
import type { TrendFormat, TrendNames, TrendPoint } from "./trend-model";

type TrendTableProps = { points: TrendPoint[]; names: TrendNames; format: TrendFormat; hasCompare: boolean };

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
      <table className="mini-table">
        <caption className="sr-only">{names.label}</caption>
        <thead>
          <tr>
            <th scope="col">{t("time")}</th>
            <th scope="col">{names.current}</th>
            {hasCompare && (
              <>
                <th scope="col">{names.compare}</th>
                <th scope="col">{t("change")}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <th scope="row">{point.isOpen ? t("open", { label: point.label }) : point.label}</th>
              <td>{point.value === null ? none : format.full(point.value)}</td>
              {hasCompare && (
                <>
                  <td>{point.compareValue === null ? none : format.full(point.compareValue)}</td>
                  <td>
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
