"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { Amount } from "@/components/table/amount";
import { DataTable } from "@/components/table/data-table";
import { createHouseColumnHelper } from "@/components/table/house-table";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AdjustmentState } from "@/db/enums/days";
import type { Page } from "@/lib/core/page";
import type { AdjustmentRow } from "@/lib/days/schemas";
import type { ActionState } from "@/lib/http/action-state";
import { dayText, instantText, integerText } from "@/lib/i18n/format";
import { DecideAdjustment } from "./decide-adjustment";

const helper = createHouseColumnHelper<AdjustmentRow>();
const tones: Record<AdjustmentState, BadgeTone> = {
  waiting: "warning",
  counted: "success",
  declined: "neutral",
};

export type Decide = (previous: ActionState, form: FormData) => Promise<ActionState>;

type AdjustmentsTableProps = {
  page: Page<AdjustmentRow>;
  empty: ReactNode;
  /** Null for readers who may look but not decide. */
  decide: Decide | null;
};

export function AdjustmentsTable({ page, empty, decide }: AdjustmentsTableProps) {
  const t = useTranslations("days");
  const columns = useAdjustmentColumns(decide);
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={page.items}
      getRowId={(adjustment) => adjustment.number}
      sort=""
      page={page.page}
      pageSize={page.pageSize}
      total={page.total}
      empty={empty}
      toolbar={<p className="figures text-sm text-ink-2">{t("found", { count: page.total })}</p>}
    />
  );
}

function useAdjustmentColumns(decide: Decide | null) {
  const t = useTranslations("days.columns");
  const states = useTranslations("days.states");
  const locale = useLocale();
  return useMemo(() => {
    const plain = { enableSorting: false } as const;
    const count = (key: "orders" | "tickets") =>
      helper.accessor(key, {
        id: key,
        ...plain,
        cell: ({ getValue }) => integerText(getValue()),
        meta: { label: t(key), align: "end" },
      });
    const amount = (key: "finalAmountFen" | "refundAmountFen" | "salesAmountFen") =>
      helper.accessor(key, {
        id: key,
        ...plain,
        cell: ({ getValue }) => <Amount amountFen={getValue()} />,
        meta: { label: t(key), align: "end" },
      });
    return helper.columns([
      helper.accessor("storeName", {
        id: "store",
        ...plain,
        enableHiding: false,
        meta: { label: t("store"), card: "title" },
      }),
      helper.accessor("storeCode", { id: "storeCode", ...plain, meta: { label: t("storeCode") } }),
      helper.accessor("day", {
        id: "day",
        ...plain,
        cell: ({ getValue }) => <span className="figures">{dayText(getValue(), locale, "")}</span>,
        meta: { label: t("day") },
      }),
      count("orders"),
      amount("finalAmountFen"),
      amount("refundAmountFen"),
      count("tickets"),
      amount("salesAmountFen"),
      helper.accessor("createdAt", {
        id: "createdAt",
        ...plain,
        cell: ({ getValue }) => <span className="figures">{instantText(getValue(), locale)}</span>,
        meta: { label: t("createdAt") },
      }),
      helper.accessor("state", {
        id: "state",
        ...plain,
        cell: ({ row, getValue }) =>
          decide && getValue() === "waiting" ? (
            <DecideAdjustment adjustment={row.original} action={decide} />
          ) : (
            <Badge tone={tones[getValue()]}>{states(getValue())}</Badge>
          ),
        meta: { label: t("state"), card: "figure" },
      }),
      helper.accessor((adjustment) => [adjustment.decidedBy, adjustment.reason].filter(Boolean).join(" · "), {
        id: "decided",
        ...plain,
        meta: { label: t("decided"), isOptional: true },
      }),
    ]);
  }, [t, states, locale, decide]);
}
