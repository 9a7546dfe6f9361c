import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/form/notice";
import { dayText, instantText, integerText, moneyText } from "@/lib/i18n/format";
import type { BusinessChange, ChangeList, SalesChange } from "@/lib/statistics/home-model";

type ChangesNoticeProps = { changes: ChangeList<BusinessChange> | ChangeList<SalesChange> };

/** What became of figures that the reader has already taken away in a file. */
export function ChangesNotice({ changes: { download, items, totals, total } }: ChangesNoticeProps) {
  const t = useTranslations("stats.changes");
  const locale = useLocale();
  if (download === null || total === 0) return null;
  return (
    <Notice tone="warning">
      <details>
        <summary className="cursor-pointer">
          {t("title", {
            time: instantText(download.asOf, locale),
            count: total,
            amount: moneyText("tickets" in totals ? totals.amountFen : totals.finalAmountFen),
          })}
        </summary>
        <ul className="figures mt-2 flex flex-col gap-1 text-xs">
          {items.map((item) => (
            <li key={`${item.day} ${item.storeCode}`}>
              {dayText(item.day, locale, "")} {item.storeName} <ChangeText change={item} />
            </li>
          ))}
          {total > items.length && <li>{t("more", { count: total - items.length })}</li>}
        </ul>
      </details>
    </Notice>
  );
}

function ChangeText({ change }: { change: BusinessChange | SalesChange }) {
  const t = useTranslations("stats.changes");
  if ("tickets" in change) {
    return t("sales", { tickets: integerText(change.tickets), amount: moneyText(change.amountFen) });
  }
  return t("business", {
    orders: integerText(change.orders),
    amount: moneyText(change.finalAmountFen),
    refund: moneyText(change.refundAmountFen),
  });
}
