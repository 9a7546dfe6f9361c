import type {
  BusinessList,
  BusinessRow,
  ComparedFigures,
  PayRow,
  SlotRow,
} from "@/lib/statistics/business-model";

type Compared = Pick<ComparedFigures, "finalAmountFen"> | null;

/** What the table shows of a row; of the compared figures one, because a page carries its rows to the browser. */
export type BusinessTableRow = Omit<BusinessRow, "current" | "compare"> & {
  current: Compared;
  compare: Compared;
};

export type BusinessTableList = Pick<
  BusinessList,
  "groupBy" | "totals" | "total" | "page" | "pageSize" | "comparison"
> & { items: (BusinessTableRow | PayRow | SlotRow)[] };

export function tableList(list: BusinessList): BusinessTableList {
  const { groupBy, totals, total, page, pageSize, comparison } = list;
  const items = list.items.map((row) =>
    "netAmountFen" in row ? { ...row, current: amountOf(row.current), compare: amountOf(row.compare) } : row,
  );
  return { groupBy, items, totals, total, page, pageSize, comparison };
}

function amountOf(figures: ComparedFigures | null): Compared {
  return figures && { finalAmountFen: figures.finalAmountFen };
}
