"use client";

import {
  columnVisibilityFeature,
  createTableHook,
  metaHelper,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";

export type HouseColumnMeta = {
  label: string;
  align?: "start" | "end";
  /** Direction of the first click; figures start with the largest. */
  firstSort?: "asc" | "desc";
  /** Place on the card that a row becomes on the phone; absent means one of the details under its name. */
  card?: "title" | "figure" | "none";
  /** Shown only once the reader picks it. */
  isOptional?: boolean;
};

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  rowPaginationFeature,
  columnMeta: metaHelper<HouseColumnMeta>(),
});

/** The one table of the house: the server sorts and pages, the URL holds the state. */
const house = createTableHook({
  features,
  manualSorting: true,
  manualPagination: true,
  enableMultiSort: false,
  enableSortingRemoval: false,
});

export const createHouseColumnHelper = house.createAppColumnHelper;
export const useHouseTable = house.useAppTable;

export type HouseTable<Row extends object> = ReturnType<typeof house.useAppTable<Row>>;
export type HouseColumns<Row extends object> = Parameters<typeof house.useAppTable<Row>>[0]["columns"];

/** Class of a column's cells for the style sheet; the commonest, a figure among the details, has none. */
export function cardPlace(meta: HouseColumnMeta | undefined): string | undefined {
  const place = meta?.card && { title: "t", figure: "f", none: "x" }[meta.card];
  const align = meta?.align === "end" || meta?.card === "title" ? undefined : "s";
  return [place, align].filter(Boolean).join(" ") || undefined;
}
