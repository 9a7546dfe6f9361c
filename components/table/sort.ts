import type { SortingState } from "@tanstack/react-table";

/** URLs write a sort as "amountFen" or, descending, "-amountFen". */
export function sortingOf(sort: string): SortingState {
  return [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

/** What a click on a column asks for: its first direction, or the other one when it is sorted already. */
export function nextSort(sort: string, column: string, firstSort: "asc" | "desc"): string {
  if (sort === column) return `-${column}`;
  if (sort === `-${column}`) return column;
  return firstSort === "desc" ? `-${column}` : column;
}
