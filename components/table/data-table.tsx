"use client";

import type { ReactNode } from "react";
import { ColumnChooser } from "./column-chooser";
import { DataGrid } from "./data-grid";
import { type HouseColumns, useHouseTable } from "./house-table";
import { Pager } from "./pager";
import { sortingOf } from "./sort";
import { SortSelect } from "./sort-select";
import { useColumnChoice } from "./use-column-choice";

export type DataTableProps<Row extends object> = {
  /** Names the table to readers of the screen. */
  label: string;
  columns: HouseColumns<Row>;
  rows: Row[];
  getRowId: (row: Row) => string;
  sort: string;
  page: number;
  pageSize: number;
  total: number;
  /** Over all rows of the filter, not of the page; by column id. */
  totals?: Record<string, ReactNode>;
  empty: ReactNode;
  /** Left of the column chooser. */
  toolbar?: ReactNode;
};

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, sort, page, pageSize, total } = props;
  const choice = useColumnChoice();
  const visibility = visibilityOf(columns, choice.columns);
  const table = useHouseTable<Row>({
    columns,
    data: rows,
    getRowId: props.getRowId,
    rowCount: total,
    state: {
      sorting: sortingOf(sort),
      pagination: { pageIndex: page - 1, pageSize },
      columnVisibility: visibility,
    },
  });
  if (total === 0) return props.empty;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2" data-print="hide">
        <div className="flex min-w-0 flex-wrap items-center gap-2">{props.toolbar}</div>
        <div className="flex items-center gap-2">
          <SortSelect table={table} sort={sort} />
          <ColumnChooser table={table} choice={choice} />
        </div>
      </div>
      <DataGrid
        table={table}
        label={props.label}
        sort={sort}
        totals={props.totals}
        isDense={choice.isDense}
      />
      <Pager page={page} pageSize={pageSize} total={total} />
    </div>
  );
}

function visibilityOf<Row extends object>(
  columns: HouseColumns<Row>,
  chosen: string[] | null,
): Record<string, boolean> {
  const pairs = columns.map((column) => {
    const id = column.id ?? "";
    if (column.enableHiding === false) return [id, true] as const;
    return [id, chosen ? chosen.includes(id) : column.meta?.isOptional !== true] as const;
  });
  return Object.fromEntries(pairs);
}
