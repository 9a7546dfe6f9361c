import { useLocale, useTranslations } from "next-intl";
import { Card, CardTitle } from "@/components/ui/card";
import { ChangeText } from "@/components/ui/change";
import { changeOf, instantText, moneyText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import type { StoreUploads } from "@/lib/statistics/business-model";
import type { Home, HomeStore } from "@/lib/statistics/home-model";

/** Who sells most and least, and who needs a call. */
export function HomeStores({ home }: { home: Home }) {
  const t = useTranslations("home");
  const { best, worst, withoutSales, silentStores, day } = home;
  const isWell = withoutSales.count === 0 && silentStores.count === 0;
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      {best.length > 0 && <RankedCard title={t("best")} stores={best} day={day} />}
      {worst.length > 0 && <RankedCard title={t("worst")} stores={worst} day={day} />}
      {withoutSales.count > 0 && (
        <UploadsCard title={t("withoutSales", { count: withoutSales.count })} uploads={withoutSales} />
      )}
      {silentStores.count > 0 && (
        <UploadsCard title={t("silent", { count: silentStores.count })} uploads={silentStores} />
      )}
      {isWell && <p className="text-sm text-ink-2">{t("allWell")}</p>}
    </div>
  );
}

type RankedCardProps = { title: string; stores: readonly HomeStore[]; day: string };

function RankedCard({ title, stores, day }: RankedCardProps) {
  return (
    <Card>
      <CardTitle className="mb-2">{title}</CardTitle>
      <ol className="line-list">
        {stores.map((store) => (
          <li key={store.storeCode}>
            <a
              className="line-link"
              href={routes.businessStats(`from=${day}&to=${day}&stores=${store.storeCode}&groupBy=slot`)}
            >
              {store.storeName}
            </a>
            <span className="figures flex shrink-0 items-baseline gap-2">
              {moneyText(store.finalAmountFen)}
              <small className="w-16 text-right text-xs">
                <ChangeText change={changeOf(store.currentFinalAmountFen, store.compareFinalAmountFen)} />
              </small>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function UploadsCard({ title, uploads }: { title: string; uploads: StoreUploads }) {
  const t = useTranslations("home");
  const locale = useLocale();
  return (
    <Card>
      <CardTitle className="mb-2">{title}</CardTitle>
      <ul className="line-list">
        {uploads.items.map(({ storeCode, storeName, lastUploadAt }) => (
          <li key={storeCode}>
            <span>{storeName}</span>
            <small>
              {lastUploadAt ? t("last", { time: instantText(lastUploadAt, locale) }) : t("never")}
            </small>
          </li>
        ))}
        {uploads.count > uploads.items.length && (
          <li>
            <small>{t("more", { count: uploads.count - uploads.items.length })}</small>
          </li>
        )}
      </ul>
    </Card>
  );
}
