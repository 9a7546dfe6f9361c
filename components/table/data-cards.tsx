"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { HouseTable } from "./house-table";

type DataCardsProps<Row extends object> = {
  table: HouseTable<Row>;
  label: string;
  totals: Record<string, ReactNode> | undefined;
};

/** Phone form: every row a card with the same columns and the same order. */
export function DataCards<Row extends object>({ table, label, totals }: DataCardsProps<Row>) {
  return (
    <ul aria-label={label} className="flex flex-col gap-2 md:hidden print:hidden">
      {totals && <TotalsCard table={table} totals={totals} />}
      {table.getRowModel().rows.map((row) => (
        <li key={row.id} className="rounded-lg border border-line bg-surface p-4">
          <CardBody
            cells={row.getVisibleCells().map((cell) => ({
              id: cell.id,
              label: cell.column.columnDef.meta?.label ?? cell.column.id,
              place: cell.column.columnDef.meta?.card ?? "detail",
              content: <table.FlexRender cell={cell} />,
            }))}
          />
        </li>
      ))}
    </ul>
  );
}

function TotalsCard<Row extends object>(props: {
  table: HouseTable<Row>;
  totals: Record<string, ReactNode>;
}) {
  const t = useTranslations("table");
  const columns = props.table.getVisibleLeafColumns();
  const cells = columns
    .filter((column) => props.totals[column.id] !== undefined)
    .map((column) => ({
      id: column.id,
      label: column.columnDef.meta?.label ?? column.id,
      place: column.columnDef.meta?.card ?? "detail",
      content: props.totals[column.id],
    }));
  return (
    <li className="rounded-lg border border-line bg-sunken p-4">
      <CardBody cells={[{ id: "totals", label: "", place: "title", content: t("totals") }, ...cells]} />
    </li>
  );
}

type CardCell = {
  id: string;
  label: string;
  place: "title" | "figure" | "detail" | "none";
  content: ReactNode;
};

function CardBody({ cells }: { cells: readonly CardCell[] }) {
  const at = (place: CardCell["place"]) => cells.filter((cell) => cell.place === place);
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <div className="min-w-0 font-medium text-ink">
          {at("title").map((cell) => (
            <div key={cell.id}>{cell.content}</div>
          ))}
        </div>
        <div className="figures shrink-0 text-right text-base font-semibold text-ink">
          {at("figure").map((cell) => (
            <div key={cell.id}>{cell.content}</div>
          ))}
        </div>
      </div>
      <dl className="figures mt-3 grid grid-cols-3 gap-x-3 gap-y-2 text-xs">
        {at("detail").map((cell) => (
          <div key={cell.id} className="min-w-0">
            <dt className="truncate text-ink-3">{cell.label}</dt>
            <dd className="break-words text-ink">{cell.content}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
