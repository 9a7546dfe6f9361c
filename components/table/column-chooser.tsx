"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import type { HouseTable } from "./house-table";
import type { useColumnChoice } from "./use-column-choice";

type ColumnChooserProps<Row extends object> = {
  table: HouseTable<Row>;
  choice: ReturnType<typeof useColumnChoice>;
};

export function ColumnChooser<Row extends object>({ table, choice }: ColumnChooserProps<Row>) {
  const t = useTranslations("table");
  const columns = table.getAllLeafColumns().filter((column) => column.getCanHide());
  const visible = columns.filter((column) => column.getIsVisible()).map((column) => column.id);

  function toggle(id: string, isShown: boolean): void {
    const next = columns
      .map((column) => column.id)
      .filter((own) => (own === id ? isShown : visible.includes(own)));
    choice.setColumns(next);
  }

  return (
    <Popover
      label={t("columns")}
      align="end"
      className="w-56 p-2"
      trigger={
        <Button aria-label={t("columns")}>
          <Columns3 aria-hidden />
          <span className="hidden md:inline">{t("columns")}</span>
        </Button>
      }
    >
      <div className="flex max-h-80 flex-col overflow-y-auto">
        {columns.map((column) => (
          <Checkbox
            key={column.id}
            isChecked={column.getIsVisible()}
            onCheckedChange={(isShown) => toggle(column.id, isShown)}
          >
            {column.columnDef.meta?.label ?? column.id}
          </Checkbox>
        ))}
      </div>
      <div className="mt-1 border-t border-line pt-1">
        <Checkbox isChecked={choice.isDense} onCheckedChange={choice.setIsDense} className="hidden md:flex">
          {t("dense")}
        </Checkbox>
        <Button variant="ghost" size="sm" className="w-full" onClick={() => choice.setColumns(null)}>
          {t("resetColumns")}
        </Button>
      </div>
    </Popover>
  );
}
