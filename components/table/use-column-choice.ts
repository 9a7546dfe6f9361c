"use client";

import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryStates } from "nuqs";

const parsers = {
  /** Ids of the columns in sight; absent means the table's own choice. */
  cols: parseAsArrayOf(parseAsString),
  dense: parseAsBoolean.withDefault(false),
};

/** The look of the table lives in the URL too, but asks nothing of the server. */
export function useColumnChoice() {
  const [{ cols, dense }, set] = useQueryStates(parsers, { shallow: true, history: "replace" });
  return {
    columns: cols,
    isDense: dense,
    setColumns: (ids: string[] | null) => void set({ cols: ids }),
    setIsDense: (isDense: boolean) => void set({ dense: isDense || null }),
  };
}
