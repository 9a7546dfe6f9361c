import { amountText, moneyText } from "@/lib/i18n/format";

/** In a column the header holds the unit; on a card the amount stands alone and needs its sign. */
export function Amount({ amountFen }: { amountFen: number }) {
  return (
    <>
      <span className="md:hidden print:hidden">{moneyText(amountFen)}</span>
      <span className="hidden md:inline print:inline">{amountText(amountFen)}</span>
    </>
  );
}
