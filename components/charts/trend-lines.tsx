"use client";

import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import type { TrendFormat, TrendNames, TrendPoint } from "./trend-model";
import { TrendTooltip } from "./trend-tooltip";

type TrendLinesProps = { points: TrendPoint[]; names: TrendNames; format: TrendFormat; hasCompare: boolean };

const tick = { fill: "var(--ink-3)", fontSize: 12 };

export function TrendLines({ points, names, format, hasCompare }: TrendLinesProps) {
  const dot = points.length <= 31 ? { r: 2.5, strokeWidth: 0, fill: "var(--chart-1)" } : false;
  return (
    <LineChart
      responsive
      data={withOpenPart(points)}
      title={names.label}
      margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
      className="h-64 w-full md:h-72"
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="key"
        tickFormatter={(key) => points.find((point) => point.key === key)?.axisLabel ?? ""}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        minTickGap={28}
        tickMargin={8}
      />
      <YAxis
        width="auto"
        tickFormatter={(value) => format.axis(Number(value))}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        domain={[(lowest: number) => Math.min(0, lowest), "auto"]}
      />
      <Tooltip
        cursor={{ stroke: "var(--line-strong)", strokeWidth: 1 }}
        isAnimationActive={false}
        content={(props) => <TrendTooltip {...props} names={names} format={format} />}
      />
      {hasCompare && (
        <Line
          dataKey="compareValue"
          name={names.compare}
          stroke="var(--compare)"
          strokeWidth={1.75}
          strokeDasharray="5 4"
          dot={false}
          activeDot={{ r: 3.5, fill: "var(--compare)", stroke: "var(--surface)" }}
          isAnimationActive={false}
        />
      )}
      <Line
        dataKey="openValue"
        name={names.current}
        stroke="var(--chart-1)"
        strokeWidth={2}
        strokeDasharray="2 4"
        dot={false}
        activeDot={{ r: 4.5, fill: "var(--surface)", stroke: "var(--chart-1)", strokeWidth: 2 }}
        isAnimationActive={false}
      />
      <Line
        dataKey="closedValue"
        name={names.current}
        stroke="var(--chart-1)"
        strokeWidth={2.25}
        dot={dot}
        activeDot={{ r: 4.5, fill: "var(--chart-1)", stroke: "var(--surface)", strokeWidth: 2 }}
        isAnimationActive={false}
      />
    </LineChart>
  );
}

/** Two lines of one series: whole up to the last finished point, broken from there on. */
function withOpenPart(points: readonly TrendPoint[]) {
  return points.map((point, index) => ({
    ...point,
    closedValue: point.isOpen ? null : point.value,
    openValue: point.isOpen || points[index + 1]?.isOpen ? point.value : null,
  }));
}
