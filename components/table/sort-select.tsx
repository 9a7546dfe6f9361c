"use client";

import { useTranslations } from "next-intl";
import { useUrlState } from "@/components/layout/url-transition";
import { Select } from "@/components/ui/select";
import type { HouseTable } from "./house-table";

/** Cards have no header to press, so the phone sorts here. */
export function SortSelect<Row extends object>({ table, sort }: { table: HouseTable<Row>; sort: string }) {
  const t = useTranslations("table");
  const { change } = useUrlState();
  const options = table
    .getAllLeafColumns()
    .filter((column) => column.columnDef.enableSorting !== false)
    .flatMap((column) => {
      const label = column.columnDef.meta?.label ?? column.id;
      return [
        { value: `-${column.id}`, label: t("descending", { label }) },
        { value: column.id, label: t("ascending", { label }) },
      ];
    });
  if (options.length === 0) return null;
  return (
    <Select
      label={t("sort")}
      value={sort}
      options={options}
      className="md:hidden"
      onValueChange={(next) => change({ sort: next, page: null })}
    />
  );
}
