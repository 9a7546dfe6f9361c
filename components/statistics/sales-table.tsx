"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount } from "@/components/table/amount";
import { DataTable } from "@/components/table/data-table";
import { ChangeText } from "@/components/ui/change";
import { EmptyState } from "@/components/ui/states";
import { changeOf, integerText, kilogramText, none, percentText } from "@/lib/i18n/format";
import { type SalesGrouping, type SalesList, type SalesRow, salesGroupings } from "@/lib/statistics/model";
import { GroupingTabs } from "./grouping-tabs";
import { useSalesColumns } from "./sales-columns";
import { averageText } from "./sales-texts";

type SalesTableProps = { list: SalesList; grouping: SalesGrouping; sort: string };

export function SalesTable({ list, grouping, sort }: SalesTableProps) {
  const t = useTranslations("sales");
  const columns = useSalesColumns(grouping, list.comparison !== null);
  const tabs = (
    <GroupingTabs groupings={salesGroupings} grouping={grouping} label={(own) => t(`groupings.${own}`)} />
  );
  return (
    <DataTable
      label={t(`tableLabels.${grouping}`)}
      columns={columns}
      rows={list.items}
      getRowId={rowId}
      sort={sort}
      page={list.page}
      pageSize={list.pageSize}
      total={list.total}
      totals={useTotals(list)}
      toolbar={tabs}
      empty={
        <>
          {tabs}
          <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
        </>
      }
    />
  );
}

function rowId(row: SalesRow): string {
  const { skuCode, category, storeCode, branchCode, franchiseeCode, regionCode, day } = row;
  return skuCode ?? category ?? storeCode ?? branchCode ?? franchiseeCode ?? regionCode ?? day ?? "";
}

function useTotals(list: SalesList): Record<string, ReactNode> {
  const t = useTranslations("sales.units");
  const { totals, comparison } = list;
  return {
    amountFen: <Amount amountFen={totals.amountFen} />,
    share: totals.amountFen > 0 ? percentText(10_000) : none,
    weightGrams: kilogramText(totals.weightGrams),
    quantity: integerText(totals.quantity),
    tickets: integerText(totals.tickets),
    averagePrice: averageText(totals, t),
    ...(comparison && {
      change: (
        <ChangeText
          change={changeOf(comparison.currentTotals.amountFen, comparison.compareTotals.amountFen)}
        />
      ),
      compareAmount: <Amount amountFen={comparison.compareTotals.amountFen} />,
      compareWeight: kilogramText(comparison.compareTotals.weightGrams),
    }),
  };
}
