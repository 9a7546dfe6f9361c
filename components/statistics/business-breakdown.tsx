"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ShareBar, ShareBars } from "@/components/charts/share-bars";
import { Card, CardTitle } from "@/components/ui/card";
import { changeOf, moneyText } from "@/lib/i18n/format";
import type { ChannelRow, PayRow } from "@/lib/statistics/business-model";
import type { BusinessTableList, BusinessTableRow } from "./business-list";
import { RowName } from "./row-name";

type BusinessBreakdownProps = {
  channels: readonly ChannelRow[];
  payTypes: readonly PayRow[];
  /** The first stores by 实收; none where the table below shows them already. */
  stores: BusinessTableList["items"];
};

/** What the figures are made of: channels, ways of payment, stores. */
export function BusinessBreakdown({ channels, payTypes, stores }: BusinessBreakdownProps) {
  const t = useTranslations("business");
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 xl:grid-cols-3">
      <Part title={t("channels")}>
        <ShareBars
          bars={channels.map((row) => ({
            key: row.channel,
            name: <RowName report="business" row={{ channel: row.channel }} />,
            ...barOf(row.finalAmountFen, row.shareBps),
            ...(row.current && { change: changeOf(row.current.finalAmountFen, row.compare?.finalAmountFen) }),
          }))}
        />
      </Part>
      <Part title={t("payTypes")}>
        <ShareBars
          bars={payTypes.map((row) => ({
            key: row.payType,
            name: t(`payKinds.${row.payType}`),
            ...barOf(row.amountFen, row.shareBps),
            ...(row.current && { change: changeOf(row.current.amountFen, row.compare?.amountFen) }),
          }))}
        />
      </Part>
      {stores.length > 0 && (
        <Part title={t("ranking")}>
          <ShareBars bars={stores.flatMap((row) => ("storeCode" in row ? [storeBar(row)] : []))} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardTitle className="mb-4">{title}</CardTitle>
      {children}
    </Card>
  );
}

function storeBar(row: BusinessTableRow): ShareBar {
  return {
    key: row.storeCode ?? "",
    name: <RowName isShort report="business" row={row} />,
    ...barOf(row.finalAmountFen, row.shareBps),
    ...(row.current && { change: changeOf(row.current.finalAmountFen, row.compare?.finalAmountFen) }),
  };
}

function barOf(amountFen: number, shareBps: number | null) {
  return { value: amountFen, text: moneyText(amountFen), shareBps };
}
