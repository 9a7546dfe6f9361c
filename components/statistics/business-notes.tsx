import { useLocale, useTranslations } from "next-intl";
import { instantText, integerText, moneyText, none } from "@/lib/i18n/format";
import type { BusinessOverview } from "@/lib/statistics/business-model";

const storesShown = 6;

/** What counts nowhere, and which stores are late; items of the list of notes. */
export function BusinessNotes({ overview }: { overview: BusinessOverview }) {
  const t = useTranslations("business.notes");
  const locale = useLocale();
  const { by, cancelled, silentStores } = overview;
  return (
    <>
      {by === "refund" && <li>{t("byRefund")}</li>}
      {cancelled !== null && cancelled.orders > 0 && (
        <li>
          {t("cancelled", {
            orders: integerText(cancelled.orders),
            amount: moneyText(cancelled.amountFen),
          })}
        </li>
      )}
      {silentStores.count > 0 && (
        <li>
          {t("silent", {
            count: silentStores.count,
            stores: silentStores.items
              .slice(0, storesShown)
              .map(({ storeName, lastUploadAt }) =>
                t("silentStore", {
                  name: storeName,
                  time: lastUploadAt ? instantText(lastUploadAt, locale) : none,
                }),
              )
              .join(t("separator")),
            more: Math.max(0, silentStores.count - storesShown),
          })}
        </li>
      )}
    </>
  );
}
