import { amountText } from "@/lib/i18n/format";

/** In a column the header holds the unit; on a card the amount stands alone and the style sheet puts its sign before it. */
export function Amount({ amountFen }: { amountFen: number }) {
  return <span className="yuan">{amountText(amountFen)}</span>;
}
