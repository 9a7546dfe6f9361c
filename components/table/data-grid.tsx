"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { UrlLink } from "@/components/layout/url-link";
import { cn } from "@/components/ui/class-names";
import { cardPlace, type HouseTable } from "./house-table";
import { nextSort } from "./sort";

type DataGridProps<Row extends object> = {
  table: HouseTable<Row>;
  label: string;
  sort: string;
  totals: Record<string, ReactNode> | undefined;
  isDense: boolean;
};

/**
 * One table for every screen: rows on the desktop, with header, totals and first column in sight; on the phone the style sheet
 * (`.grid-table`) lays each row out as a card. Looks stand there once and not on each of some hundred cells.
 */
export function DataGrid<Row extends object>({ table, label, sort, totals, isDense }: DataGridProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region must be reachable by keyboard; a section is not.
    <div
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the table for people without a mouse.
      tabIndex={0}
      data-print="flow"
      className="grid-frame"
    >
      <table className={cn("grid-table", isDense && "dense")} {...keeps("table")}>
        <caption className="sr-only">{label}</caption>
        <thead {...keeps("rowgroup")}>
          <tr {...keeps("row")}>
            {table.getVisibleLeafColumns().map((column) => (
              <HeadCell
                key={column.id}
                id={column.id}
                label={column.columnDef.meta?.label ?? column.id}
                className={cardPlace(column.columnDef.meta)}
                firstSort={column.columnDef.meta?.firstSort ?? "asc"}
                isSortable={column.columnDef.enableSorting !== false}
                sort={sort}
              />
            ))}
          </tr>
        </thead>
        <tbody {...keeps("rowgroup")}>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} {...keeps("row")}>
              {row.getVisibleCells().map((cell) => {
                const { meta, cell: content } = cell.column.columnDef;
                return (
                  <td
                    key={cell.column.id}
                    className={cardPlace(meta)}
                    data-label={meta?.card === undefined ? meta?.label : undefined}
                    {...keeps("cell")}
                  >
                    {typeof content === "function"
                      ? content(cell.getContext())
                      : String(cell.getValue() ?? "")}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {totals && <TotalsRow table={table} totals={totals} />}
      </table>
    </div>
  );
}

/** Safari forgets what the parts of a table are once a style sheet lays them out as cards. */
function keeps(role: "table" | "rowgroup" | "row" | "cell" | "columnheader") {
  return { role };
}

function TotalsRow<Row extends object>(props: { table: HouseTable<Row>; totals: Record<string, ReactNode> }) {
  const t = useTranslations("table");
  return (
    <tfoot {...keeps("rowgroup")}>
      <tr {...keeps("row")}>
        {props.table.getVisibleLeafColumns().map((column, index) => {
          const { meta } = column.columnDef;
          const content = index === 0 ? t("totals") : props.totals[column.id];
          return (
            <td
              key={column.id}
              className={cardPlace(meta)}
              data-label={meta?.card === undefined && content !== undefined ? meta?.label : undefined}
              {...keeps("cell")}
            >
              {content}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}

type HeadCellProps = {
  id: string;
  label: string;
  className: string | undefined;
  firstSort: "asc" | "desc";
  isSortable: boolean;
  sort: string;
};

function HeadCell({ id, label, className, firstSort, isSortable, sort }: HeadCellProps) {
  return (
    <th
      scope="col"
      aria-sort={isSortable ? (directionOf(sort, id) ?? "none") : undefined}
      className={className}
      {...keeps("columnheader")}
    >
      {isSortable ? (
        <UrlLink changes={{ sort: nextSort(sort, id, firstSort), page: null }}>{label}</UrlLink>
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
