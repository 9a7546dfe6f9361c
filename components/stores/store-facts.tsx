import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { dayText, none } from "@/lib/i18n/format";
import type { MerchantRef, StoreDetail } from "@/lib/masterdata/model";
import { LifeCycleBadge, TradingBadge } from "./store-badges";

export function StoreFacts({ store }: { store: StoreDetail }) {
  const t = useTranslations("stores.columns");
  const locale = useLocale();
  const day = (value: string | null) => (value ? dayText(value, locale, "") : none);
  const facts: [string, ReactNode][] = [
    [
      t("code"),
      <span key="code" className="figures select-all">
        {store.code}
      </span>,
    ],
    [t("lifeCycle"), <LifeCycleBadge key="life" lifeCycle={store.lifeCycle} />],
    [t("tradingStatus"), <TradingBadge key="trading" status={store.tradingStatus} />],
    [t("brand"), store.brandName],
    [t("region"), store.regionNames.join(" / ") || none],
    [t("owner"), merchantText(store.owner)],
    [t("manager"), merchantText(store.manager)],
    [t("address"), store.address || none],
    [
      t("phone"),
      store.phone ? (
        <a
          key="phone"
          href={`tel:${store.phone}`}
          className="figures text-accent-ink underline underline-offset-4"
        >
          {store.phone}
        </a>
      ) : (
        none
      ),
    ],
    [t("openedOn"), day(store.openedOn)],
    ...(store.closedOn ? [[t("closedOn"), day(store.closedOn)] satisfies [string, ReactNode]] : []),
    ...(store.longitude !== null && store.latitude !== null
      ? [
          [
            t("position"),
            <span key="position" className="figures">{`${store.longitude}, ${store.latitude}`}</span>,
          ] satisfies [string, ReactNode],
        ]
      : []),
  ];
  return <FactCard title={t("facts")} facts={facts} />;
}

/** All other fields of the source, under the names they came with. */
export function StoreAttributes({ attributes }: { attributes: Record<string, string> }) {
  const t = useTranslations("stores");
  const facts = Object.entries(attributes);
  if (facts.length === 0) return null;
  return <FactCard title={t("attributes")} facts={facts} />;
}

function FactCard({ title, facts }: { title: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Card>
      <CardTitle className="mb-3">{title}</CardTitle>
      <dl className="grid gap-x-8 md:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="flex min-h-10 items-center gap-4 border-b border-line py-2 text-sm">
            <dt className="w-24 shrink-0 break-words text-ink-3">{label}</dt>
            <dd className="min-w-0 flex-1 break-words text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function merchantText(merchant: MerchantRef | null): ReactNode {
  if (merchant === null) return none;
  return (
    <>
      {merchant.name} <span className="figures text-xs text-ink-3">{merchant.code}</span>
    </>
  );
}
