"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { UrlLink } from "@/components/layout/url-link";
import { cn } from "@/components/ui/class-names";
import type { HouseTable } from "./house-table";
import { nextSort } from "./sort";

type DataGridProps<Row extends object> = {
  table: HouseTable<Row>;
  label: string;
  sort: string;
  totals: Record<string, ReactNode> | undefined;
  isDense: boolean;
};

/** Desktop form: header and totals stay in sight, the first column too when the table is wider than its place. */
export function DataGrid<Row extends object>({ table, label, sort, totals, isDense }: DataGridProps<Row>) {
  const height = isDense ? "h-8" : "h-10";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region must be reachable by keyboard; a section is not.
    <div
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the table for people without a mouse.
      tabIndex={0}
      data-print="flow"
      className="relative hidden max-h-[min(46rem,78dvh)] overflow-auto rounded-lg border border-line bg-surface md:block print:block"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {table.getHeaderGroups()[0]?.headers.map((header) => (
              <HeadCell
                key={header.id}
                id={header.column.id}
                label={header.column.columnDef.meta?.label ?? header.column.id}
                isEnd={header.column.columnDef.meta?.align === "end"}
                firstSort={header.column.columnDef.meta?.firstSort ?? "asc"}
                isSortable={header.column.columnDef.enableSorting !== false}
                sort={sort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="group">
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={cn(cellClass(cell.column.columnDef.meta?.align), height)}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {totals && <TotalsRow table={table} totals={totals} height={height} />}
      </table>
    </div>
  );
}

function cellClass(align: "start" | "end" | undefined): string {
  return cn(
    "border-b border-line px-3 whitespace-nowrap group-hover:bg-sunken group-last:border-b-0 first:sticky first:left-0 first:z-10 first:bg-surface first:pl-4 last:pr-4",
    align === "end" && "figures text-right",
  );
}

function TotalsRow<Row extends object>(props: {
  table: HouseTable<Row>;
  totals: Record<string, ReactNode>;
  height: string;
}) {
  const t = useTranslations("table");
  return (
    <tfoot>
      <tr>
        {props.table.getVisibleLeafColumns().map((column, index) => (
          <td
            key={column.id}
            className={cn(
              "sticky bottom-0 z-20 border-t border-line bg-sunken px-3 font-semibold whitespace-nowrap first:left-0 first:z-30 first:pl-4 last:pr-4",
              column.columnDef.meta?.align === "end" && "figures text-right",
              props.height,
            )}
          >
            {index === 0 ? t("totals") : props.totals[column.id]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

type HeadCellProps = {
  id: string;
  label: string;
  isEnd: boolean;
  firstSort: "asc" | "desc";
  isSortable: boolean;
  sort: string;
};

function HeadCell({ id, label, isEnd, firstSort, isSortable, sort }: HeadCellProps) {
  const direction = directionOf(sort, id);
  return (
    <th
      scope="col"
      aria-sort={isSortable ? (direction ?? "none") : undefined}
      className={cn(
        "sticky top-0 z-20 h-10 border-b border-line bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-ink-2 first:left-0 first:z-30 first:pl-4 last:pr-4",
        isEnd && "text-right",
      )}
    >
      {isSortable ? (
        <UrlLink
          changes={{ sort: nextSort(sort, id, firstSort), page: null }}
          className={cn(
            "inline-flex h-7 items-center gap-1 rounded-sm hover:text-ink",
            direction && "text-ink",
          )}
        >
          {label}
          <SortIcon direction={direction} />
        </UrlLink>
      ) : (
        label
      )}
    </th>
  );
}

function directionOf(sort: string, id: string): "ascending" | "descending" | null {
  if (sort === id) return "ascending";
  return sort === `-${id}` ? "descending" : null;
}

function SortIcon({ direction }: { direction: "ascending" | "descending" | null }) {
  if (direction === "ascending") return <ArrowUp aria-hidden className="size-3.5 text-accent-ink" />;
  if (direction === "descending") return <ArrowDown aria-hidden className="size-3.5 text-accent-ink" />;
  return <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3 opacity-60" />;
}
