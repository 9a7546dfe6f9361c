"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Amount } from "@/components/table/amount";
import { createHouseColumnHelper } from "@/components/table/house-table";
import { ChangeText } from "@/components/ui/change";
import { changeOf, integerText, none, percentText } from "@/lib/i18n/format";
import {
  type BusinessFigures,
  type BusinessGrouping,
  businessFigures,
} from "@/lib/statistics/business-model";
import type { BusinessTableRow } from "./business-list";
import { RankChange } from "./rank-change";
import { RowName } from "./row-name";

const helper = createHouseColumnHelper<BusinessTableRow>();
const unsorted = { enableSorting: false } as const;

type FigureKey = (typeof businessFigures)[number];
type ColumnText = ReturnType<typeof useTranslations<"business.columns">>;

/** Groupings whose rows carry all figures; the others have tables of two. */
export type RowGrouping = Exclude<BusinessGrouping, "payType" | "slot">;

const nameKeys = {
  day: "day",
  store: "storeName",
  branch: "branchName",
  franchisee: "franchiseeName",
  region: "regionName",
  channel: "channel",
} as const satisfies Record<RowGrouping, string>;

/** In sight from the start; everything else waits in the column chooser. */
const shown: readonly FigureKey[] = [
  "orders",
  "averageFen",
  "refunds",
  "refundAmountFen",
  "netAmountFen",
  "memberOrders",
];

export function useBusinessColumns(grouping: RowGrouping, isCompared: boolean) {
  const t = useTranslations("business.columns");
  return useMemo(
    () =>
      helper.columns([
        ...headColumns(grouping, t),
        ...amountColumns(t, isCompared),
        ...figureColumns(t),
        ...(isCompared ? compareColumns(t, grouping !== "day") : []),
      ]),
    [grouping, isCompared, t],
  );
}

function headColumns(grouping: RowGrouping, t: ColumnText) {
  const name = helper.accessor((row) => row[nameKeys[grouping]], {
    id: nameKeys[grouping],
    enableHiding: false,
    cell: ({ row }) => <RowName report="business" row={row.original} />,
    meta: { label: t(grouping), card: "title", firstSort: grouping === "day" ? "desc" : "asc" },
  });
  if (grouping === "day") return helper.columns([name]);
  const rank = helper.accessor("rank", {
    id: "rank",
    ...unsorted,
    cell: ({ getValue }) => integerText(getValue()),
    meta: { label: t("rank"), align: "end", card: "none" },
  });
  return helper.columns([name, rank]);
}

function amountColumns(t: ColumnText, isCompared: boolean) {
  const amount = helper.accessor("finalAmountFen", {
    id: "finalAmountFen",
    enableHiding: false,
    cell: ({ getValue }) => <Amount amountFen={getValue()} />,
    meta: {
      label: t("amountIn", { name: t("finalAmountFen") }),
      align: "end",
      firstSort: "desc",
      card: "figure",
    },
  });
  const change = helper.accessor((row) => row.compare?.finalAmountFen ?? null, {
    id: "change",
    ...unsorted,
    cell: ({ row }) => (
      <ChangeText
        change={changeOf(row.original.current?.finalAmountFen ?? 0, row.original.compare?.finalAmountFen)}
      />
    ),
    meta: { label: t("change"), align: "end" },
  });
  const share = helper.accessor("shareBps", {
    id: "share",
    ...unsorted,
    cell: ({ getValue }) => percentOrNone(getValue()),
    meta: { label: t("share"), align: "end" },
  });
  return isCompared ? helper.columns([amount, change, share]) : helper.columns([amount, share]);
}

function figureColumns(t: ColumnText) {
  const keys = [
    ...shown,
    ...businessFigures.filter((key) => !shown.includes(key) && key !== "finalAmountFen"),
  ];
  return helper.columns(
    keys.map((key) =>
      helper.accessor((row) => row[key], {
        id: key,
        cell: ({ row }) => figureText(key, row.original[key]),
        meta: {
          label: isAmount(key) ? t("amountIn", { name: t(key) }) : t(key),
          align: "end",
          firstSort: "desc",
          isOptional: !shown.includes(key),
        },
      }),
    ),
  );
}

function compareColumns(t: ColumnText, isRanked: boolean) {
  const amount = helper.accessor((row) => row.compare?.finalAmountFen ?? null, {
    id: "compareAmount",
    ...unsorted,
    cell: ({ getValue }) => figureText("finalAmountFen", getValue()),
    meta: { label: t("compareAmount"), align: "end", card: "none" },
  });
  const rankChange = helper.accessor("rankChange", {
    id: "rankChange",
    ...unsorted,
    cell: ({ getValue }) => <RankChange places={getValue()} />,
    meta: { label: t("rankChange"), align: "end", card: "none" },
  });
  return isRanked ? helper.columns([amount, rankChange]) : helper.columns([amount]);
}

/** Amounts have their unit in the head of the column; "–" where there is none. */
export function figureText(key: keyof BusinessFigures, value: number | null) {
  if (value === null) return none;
  return isAmount(key) ? <Amount amountFen={value} /> : integerText(value);
}

function isAmount(key: keyof BusinessFigures): boolean {
  return key.endsWith("Fen");
}

function percentOrNone(bps: number | null): string {
  return bps === null ? none : percentText(bps);
}
