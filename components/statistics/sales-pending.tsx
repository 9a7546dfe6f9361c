import { useTranslations } from "next-intl";
import { integerText, moneyText } from "@/lib/i18n/format";

/** 待完成: weighed, but the order is not completed yet. */
export function SalesPending({ pending }: { pending: { tickets: number; amountFen: number } }) {
  const t = useTranslations("sales.notes");
  if (pending.tickets === 0) return null;
  return (
    <li>{t("pending", { tickets: integerText(pending.tickets), amount: moneyText(pending.amountFen) })}</li>
  );
}
