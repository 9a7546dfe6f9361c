"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/table/amount";
import { DataTable } from "@/components/table/data-table";
import { ChangeText } from "@/components/ui/change";
import { EmptyState } from "@/components/ui/states";
import { shareBps } from "@/lib/core/money";
import { changeOf, none, percentText } from "@/lib/i18n/format";
import {
  businessFigures,
  businessGroupings,
  type PayRow,
  type SlotRow,
} from "@/lib/statistics/business-model";
import { figureText, type RowGrouping, useBusinessColumns } from "./business-columns";
import type { BusinessTableList, BusinessTableRow } from "./business-list";
import { GroupingTabs } from "./grouping-tabs";
import { type PartRow, usePartColumns } from "./part-columns";
import { slotText } from "./slot-text";

type BusinessTableProps = { list: BusinessTableList; sort: string; hasChannels: boolean };

/** Half hours are kept without channels, so a report of some channels has none. */
export function BusinessTable({ list, sort, hasChannels }: BusinessTableProps) {
  const t = useTranslations("business");
  const groupings = businessGroupings.filter((own) => own !== "slot" || !hasChannels);
  const tabs = (
    <GroupingTabs groupings={groupings} grouping={list.groupBy} label={(own) => t(`groupings.${own}`)} />
  );
  const shared = {
    list,
    sort,
    tabs,
    label: t(`tableLabels.${list.groupBy}`),
    empty: (
      <>
        {tabs}
        <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
      </>
    ),
  };
  if (list.groupBy === "payType" || list.groupBy === "slot") return <PartTable {...shared} />;
  return <RowTable {...shared} grouping={list.groupBy} />;
}

type TableProps = { list: BusinessTableList; sort: string; label: string; tabs: ReactNode; empty: ReactNode };

function RowTable({ list, sort, label, tabs, empty, grouping }: TableProps & { grouping: RowGrouping }) {
  const columns = useBusinessColumns(grouping, list.comparison !== null);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={list.items.filter(isWholeRow)}
      getRowId={rowId}
      sort={sort}
      page={list.page}
      pageSize={list.pageSize}
      total={list.total}
      totals={totalsOf(list)}
      toolbar={tabs}
      empty={empty}
    />
  );
}

function isWholeRow(row: BusinessTableList["items"][number]): row is BusinessTableRow {
  return "netAmountFen" in row;
}

function rowId(row: BusinessTableRow): string {
  const { day, storeCode, branchCode, franchiseeCode, regionCode, channel } = row;
  return day ?? storeCode ?? branchCode ?? franchiseeCode ?? regionCode ?? channel ?? "";
}

function totalsOf({ totals, comparison }: BusinessTableList): Record<string, ReactNode> {
  return {
    ...Object.fromEntries(businessFigures.map((key) => [key, figureText(key, totals[key])])),
    share: totals.finalAmountFen > 0 ? percentText(10_000) : none,
    ...(comparison && {
      change: (
        <ChangeText
          change={changeOf(comparison.currentTotals.finalAmountFen, comparison.compareTotals.finalAmountFen)}
        />
      ),
      compareAmount: <Amount amountFen={comparison.compareTotals.finalAmountFen} />,
    }),
  };
}

/** Kinds of payment and half hours: a name, orders and an amount. No totals for the first: an order can have two. */
function PartTable({ list, sort, label, tabs, empty }: TableProps) {
  const t = useTranslations("business.payKinds");
  const isCompared = list.comparison !== null;
  const kind = list.groupBy === "slot" ? "slot" : "payType";
  const columns = usePartColumns(kind, isCompared);
  const rows = list.items.flatMap((row): PartRow[] => {
    if ("payType" in row) return [payPart(row, t(row.payType))];
    return "slot" in row ? [slotPart(row, list.totals.finalAmountFen)] : [];
  });
  const totals = {
    finalAmountFen: <Amount amountFen={list.totals.finalAmountFen} />,
    orders: figureText("orders", list.totals.orders),
  };
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      getRowId={(row) => row.id}
      sort={sort}
      page={list.page}
      pageSize={list.pageSize}
      total={list.total}
      {...(kind === "slot" && { totals })}
      toolbar={tabs}
      empty={empty}
    />
  );
}

function payPart({ payType, current, compare, ...row }: PayRow, name: string): PartRow {
  const change = changeOf(current?.amountFen ?? 0, compare?.amountFen);
  return { id: payType, name, orders: row.orders, amountFen: row.amountFen, shareBps: row.shareBps, change };
}

function slotPart({ slot, orders, finalAmountFen, current, compare }: SlotRow, totalFen: number): PartRow {
  return {
    id: String(slot),
    name: slotText(slot),
    orders,
    amountFen: finalAmountFen,
    shareBps: shareBps(finalAmountFen, totalFen),
    change: changeOf(current?.finalAmountFen ?? 0, compare?.finalAmountFen),
  };
}
