"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Amount } from "@/components/table/amount";
import { createHouseColumnHelper } from "@/components/table/house-table";
import { ChangeText } from "@/components/ui/change";
import { changeOf, integerText, kilogramText, none, percentText } from "@/lib/i18n/format";
import type { SalesGrouping, SalesRow } from "@/lib/statistics/model";
import { RankChange } from "./rank-change";
import { RowName } from "./row-name";
import { averageText } from "./sales-texts";

const helper = createHouseColumnHelper<SalesRow>();
const unsorted = { enableSorting: false } as const;

type ColumnText = ReturnType<typeof useTranslations<"sales.columns">>;
type UnitText = ReturnType<typeof useTranslations<"sales.units">>;

const nameKeys = {
  sku: "skuName",
  category: "category",
  store: "storeName",
  branch: "branchName",
  franchisee: "franchiseeName",
  region: "regionName",
  day: "day",
} as const satisfies Record<SalesGrouping, string>;

/** Rows hold the whole range; their change sets only the part of it that can be compared against the period before. */
export function useSalesColumns(grouping: SalesGrouping, isCompared: boolean) {
  const t = useTranslations("sales.columns");
  const unit = useTranslations("sales.units");
  return useMemo(
    () =>
      helper.columns([
        ...nameColumns(grouping, t),
        ...amountColumns(t, isCompared),
        ...measureColumns(t, unit),
        ...(isCompared ? compareColumns(t, grouping !== "day") : []),
      ]),
    [grouping, isCompared, t, unit],
  );
}

function nameColumns(grouping: SalesGrouping, t: ColumnText) {
  const name = helper.accessor((row) => row[nameKeys[grouping]], {
    id: nameKeys[grouping],
    enableHiding: false,
    cell: ({ row }) => <RowName report="sales" row={row.original} />,
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

function amountColumns(t: ColumnText, hasChange: boolean) {
  const amount = helper.accessor("amountFen", {
    id: "amountFen",
    enableHiding: false,
    cell: ({ getValue }) => <Amount amountFen={getValue()} />,
    meta: { label: t("amount"), align: "end", firstSort: "desc", card: "figure" },
  });
  const change = helper.accessor((row) => row.compare?.amountFen ?? null, {
    id: "change",
    ...unsorted,
    cell: ({ row }) => (
      <ChangeText change={changeOf(row.original.current?.amountFen ?? 0, row.original.compare?.amountFen)} />
    ),
    meta: { label: t("change"), align: "end" },
  });
  const share = helper.accessor("shareBps", {
    id: "share",
    ...unsorted,
    cell: ({ getValue }) => percentOrNone(getValue()),
    meta: { label: t("share"), align: "end" },
  });
  return hasChange ? helper.columns([amount, change, share]) : helper.columns([amount, share]);
}

function measureColumns(t: ColumnText, unit: UnitText) {
  return helper.columns([
    helper.accessor("weightGrams", {
      id: "weightGrams",
      cell: ({ getValue }) => kilogramText(getValue()),
      meta: { label: t("weight"), align: "end", firstSort: "desc" },
    }),
    helper.accessor("quantity", {
      id: "quantity",
      cell: ({ getValue }) => integerText(getValue()),
      meta: { label: t("quantity"), align: "end", firstSort: "desc" },
    }),
    helper.accessor("tickets", {
      id: "tickets",
      cell: ({ getValue }) => integerText(getValue()),
      meta: { label: t("tickets"), align: "end", firstSort: "desc" },
    }),
    helper.accessor("averagePriceFen", {
      id: "averagePrice",
      ...unsorted,
      cell: ({ row }) => averageText(row.original, unit),
      meta: { label: t("averagePrice"), align: "end" },
    }),
  ]);
}

function compareColumns(t: ColumnText, isRanked: boolean) {
  const compared = helper.columns([
    helper.accessor((row) => row.compare?.amountFen ?? null, {
      id: "compareAmount",
      ...unsorted,
      cell: ({ row }) =>
        row.original.compare ? <Amount amountFen={row.original.compare.amountFen} /> : none,
      meta: { label: t("compareAmount"), align: "end", card: "none" },
    }),
    helper.accessor((row) => row.compare?.weightGrams ?? null, {
      id: "compareWeight",
      ...unsorted,
      cell: ({ getValue }) => orNone(getValue(), kilogramText),
      meta: { label: t("compareWeight"), align: "end", isOptional: true },
    }),
  ]);
  const rankChange = helper.accessor("rankChange", {
    id: "rankChange",
    ...unsorted,
    cell: ({ getValue }) => <RankChange places={getValue()} />,
    meta: { label: t("rankChange"), align: "end", card: "none" },
  });
  return isRanked ? helper.columns([...compared, rankChange]) : compared;
}

function orNone(value: number | null, text: (value: number) => string): string {
  return value === null ? none : text(value);
}

function percentOrNone(bps: number | null): string {
  return orNone(bps, percentText);
}
