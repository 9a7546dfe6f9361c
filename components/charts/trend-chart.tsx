"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { TrendFormat, TrendNames, TrendPoint } from "./trend-model";
import { TrendTable } from "./trend-table";

/** Recharts is big and the figures above it come first. */
const TrendLines = dynamic(() => import("./trend-lines").then((module) => module.TrendLines), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full md:h-72" />,
});

const views = ["chart", "table"] as const;

type TrendChartProps = {
  title: string;
  points: TrendPoint[];
  names: TrendNames;
  format: TrendFormat;
  /** Key of the URL that holds chart or table; a page with two charts has two. */
  viewKey?: string;
  /** Right of the title: what is drawn. */
  choice?: ReactNode;
};

export function TrendChart({ title, points, names, format, viewKey = "view", choice }: TrendChartProps) {
  const t = useTranslations("charts");
  const [view, setView] = useQueryState(viewKey, parseAsStringLiteral(views).withDefault("chart"));
  const hasCompare = points.some((point) => point.compareValue !== null);
  return (
    <figure className="m-0">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <figcaption className="text-base font-semibold text-ink">{title}</figcaption>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {view === "chart" && <Legend names={names} hasCompare={hasCompare} />}
          {choice}
          <Segmented
            label={t("viewOf", { title })}
            value={view}
            options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
            onValueChange={(next) => void setView(next)}
            className="print:hidden"
          />
        </div>
      </div>
      {view === "chart" ? (
        <TrendLines points={points} names={names} format={format} hasCompare={hasCompare} />
      ) : (
        <TrendTable points={points} names={names} format={format} hasCompare={hasCompare} />
      )}
    </figure>
  );
}

function Legend({ names, hasCompare }: { names: TrendNames; hasCompare: boolean }) {
  return (
    <ul className="flex items-center gap-3 text-xs text-ink-2">
      <li className="flex items-center gap-1.5 whitespace-nowrap">
        <span aria-hidden className="w-4 border-t-2 border-chart-1" />
        {names.current}
      </li>
      {hasCompare && (
        <li className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden className="w-4 border-t-2 border-dashed border-compare" />
          {names.compare}
        </li>
      )}
    </ul>
  );
}
