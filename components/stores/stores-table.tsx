"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { LinkPending } from "@/components/layout/link-pending";
import { DataTable } from "@/components/table/data-table";
import { createHouseColumnHelper } from "@/components/table/house-table";
import type { Page } from "@/lib/core/page";
import { dayText, none } from "@/lib/i18n/format";
import type { StoreRow } from "@/lib/masterdata/model";
import { routes } from "@/lib/routes";
import { LifeCycleBadge, TradingBadge } from "./store-badges";

const helper = createHouseColumnHelper<StoreRow>();

type StoresTableProps = { page: Page<StoreRow>; sort: string; empty: ReactNode };

export function StoresTable({ page, sort, empty }: StoresTableProps) {
  const t = useTranslations("stores");
  const columns = useStoreColumns();
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={page.items}
      getRowId={(store) => store.code}
      sort={sort}
      page={page.page}
      pageSize={page.pageSize}
      total={page.total}
      empty={empty}
      toolbar={<p className="figures text-sm text-ink-2">{t("found", { count: page.total })}</p>}
    />
  );
}

function useStoreColumns() {
  const t = useTranslations("stores.columns");
  const locale = useLocale();
  return useMemo(() => {
    const plain = { enableSorting: false } as const;
    return helper.columns([
      helper.accessor("name", {
        id: "name",
        enableHiding: false,
        cell: ({ row }) => (
          <Link
            href={routes.store(row.original.code)}
            className="inline-flex min-h-6 items-center gap-1.5 font-medium text-ink underline-offset-4 hover:text-accent-ink hover:underline"
          >
            {row.original.name}
            <LinkPending />
          </Link>
        ),
        meta: { label: t("name"), card: "title" },
      }),
      helper.accessor("code", {
        id: "code",
        cell: ({ getValue }) => <span className="figures">{getValue()}</span>,
        meta: { label: t("code") },
      }),
      helper.accessor("lifeCycle", {
        id: "lifeCycle",
        ...plain,
        cell: ({ getValue }) => <LifeCycleBadge lifeCycle={getValue()} />,
        meta: { label: t("lifeCycle"), card: "figure" },
      }),
      helper.accessor("tradingStatus", {
        id: "tradingStatus",
        ...plain,
        cell: ({ getValue }) => <TradingBadge status={getValue()} />,
        meta: { label: t("tradingStatus") },
      }),
      helper.accessor("brandName", {
        id: "brandName",
        ...plain,
        meta: { label: t("brand"), isOptional: true },
      }),
      helper.accessor((store) => store.regionNames.join(" / "), {
        id: "region",
        ...plain,
        meta: { label: t("region") },
      }),
      helper.accessor((store) => store.owner?.name ?? none, {
        id: "owner",
        ...plain,
        meta: { label: t("owner") },
      }),
      helper.accessor((store) => store.manager?.name ?? none, {
        id: "manager",
        ...plain,
        meta: { label: t("manager") },
      }),
      helper.accessor("openedOn", {
        id: "openedOn",
        cell: ({ row }) => (row.original.openedOn ? dayText(row.original.openedOn, locale, "") : none),
        meta: { label: t("openedOn"), align: "end", firstSort: "desc" },
      }),
    ]);
  }, [t, locale]);
}
