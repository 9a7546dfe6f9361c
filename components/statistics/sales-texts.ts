import { moneyText, none } from "@/lib/i18n/format";
import type { SalesTotals } from "@/lib/statistics/model";

type AveragePrice = Pick<SalesTotals, "averagePriceFen" | "averagePriceUnit">;

/** "¥12.34/斤"; a dash where weighed and counted goods are mixed. */
export function averageText(row: AveragePrice, unit: (key: "perPiece" | "perWeight") => string): string {
  if (row.averagePriceFen === null || row.averagePriceUnit === null) return none;
  return `${moneyText(row.averagePriceFen)}${unit(row.averagePriceUnit === "piece" ? "perPiece" : "perWeight")}`;
}
