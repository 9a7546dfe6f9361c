"use client";

import { useTranslations } from "next-intl";
import type { TooltipContentProps } from "recharts";
import { ChangeText } from "@/components/ui/change";
import { changeOf, none } from "@/lib/i18n/format";
import type { TrendFormat, TrendNames, TrendPoint } from "./trend-model";

type TrendTooltipProps = Pick<TooltipContentProps, "active" | "payload"> & {
  names: TrendNames;
  format: TrendFormat;
};

export function TrendTooltip({ active, payload, names, format }: TrendTooltipProps) {
  const t = useTranslations("charts");
  const point = payload[0]?.payload as TrendPoint | undefined;
  if (!active || !point) return null;
  return (
    <div className="min-w-52 rounded-md border border-line bg-raised p-3 text-xs text-ink shadow-layer">
      <TooltipLine
        name={names.current}
        label={point.isOpen ? t("open", { label: point.label }) : point.label}
        text={point.value === null ? none : format.full(point.value)}
        tone="border-chart-1"
      />
      {point.compareValue !== null && point.value !== null && (
        <>
          <TooltipLine
            name={names.compare}
            label={point.compareLabel ?? ""}
            text={format.full(point.compareValue)}
            tone="border-dashed border-compare"
          />
          <div className="mt-2 flex items-center justify-between gap-6 border-t border-line pt-2">
            <span className="text-ink-3">{t("difference")}</span>
            <span className="figures flex items-center gap-2">
              {format.full(point.value - point.compareValue)}
              <ChangeText change={changeOf(point.value, point.compareValue)} />
            </span>
          </div>
        </>
      )}
    </div>
  );
}

function TooltipLine(props: { name: string; label: string; text: string; tone: string }) {
  return (
    <div className="flex items-start justify-between gap-6 py-0.5">
      <span className="flex flex-col">
        <span className="flex items-center gap-1.5">
          <span aria-hidden className={`w-3 border-t-2 ${props.tone}`} />
          {props.name}
        </span>
        <span className="text-ink-3">{props.label}</span>
      </span>
      <span className="figures font-semibold">{props.text}</span>
    </div>
  );
}
