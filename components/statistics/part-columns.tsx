"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Amount } from "@/components/table/amount";
import { createHouseColumnHelper } from "@/components/table/house-table";
import { ChangeText } from "@/components/ui/change";
import { type Change, integerText, none, percentText } from "@/lib/i18n/format";

/** One part of the whole: a kind of payment or a half hour. */
export type PartRow = {
  id: string;
  name: string;
  orders: number;
  amountFen: number;
  shareBps: number | null;
  change: Change | null;
};

const helper = createHouseColumnHelper<PartRow>();

/** Ids are the sort keys of the grouping. */
export function usePartColumns(kind: "payType" | "slot", isCompared: boolean) {
  const t = useTranslations("business.columns");
  return useMemo(() => {
    const name = helper.accessor("name", {
      id: kind,
      enableHiding: false,
      cell: ({ getValue }) => getValue(),
      meta: { label: t(kind), card: "title" },
    });
    const amount = helper.accessor("amountFen", {
      id: kind === "slot" ? "finalAmountFen" : "amountFen",
      enableHiding: false,
      cell: ({ getValue }) => <Amount amountFen={getValue()} />,
      meta: {
        label: t("amountIn", { name: kind === "slot" ? t("finalAmountFen") : t("payAmount") }),
        align: "end",
        firstSort: "desc",
        card: "figure",
      },
    });
    const change = helper.accessor("change", {
      id: "change",
      enableSorting: false,
      cell: ({ getValue }) => <ChangeText change={getValue()} />,
      meta: { label: t("change"), align: "end" },
    });
    const share = helper.accessor("shareBps", {
      id: "share",
      enableSorting: false,
      cell: ({ getValue }) => sharesText(getValue()),
      meta: { label: t("share"), align: "end" },
    });
    const orders = helper.accessor("orders", {
      id: "orders",
      cell: ({ getValue }) => integerText(getValue()),
      meta: { label: t("orders"), align: "end", firstSort: "desc" },
    });
    return isCompared
      ? helper.columns([name, amount, change, share, orders])
      : helper.columns([name, amount, share, orders]);
  }, [kind, isCompared, t]);
}

function sharesText(bps: number | null): string {
  return bps === null ? none : percentText(bps);
}
