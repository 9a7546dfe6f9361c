import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { addDays } from "@/lib/core/time";
import { dayText } from "@/lib/i18n/format";
import type { StoreOwnershipView, StoreStatusView } from "@/lib/masterdata/model";
import { LifeCycleBadge } from "./store-badges";

/** Both histories come oldest first and are shown with what holds now on top. */
export function OwnerHistory({ ownerships }: { ownerships: readonly StoreOwnershipView[] }) {
  const t = useTranslations("stores");
  const locale = useLocale();
  const until = (toOn: string | null) =>
    toOn === null ? t("untilNow") : dayText(addDays(toOn, -1), locale, "");
  return (
    <HistoryCard title={t("ownerHistory")} empty={t("noHistory")}>
      {ownerships.toReversed().map((ownership) => (
        <HistoryItem
          key={ownership.fromOn}
          time={`${dayText(ownership.fromOn, locale, "")} – ${until(ownership.toOn)}`}
          isCurrent={ownership.toOn === null}
        >
          <p className="font-medium text-ink">
            {ownership.owner.name}{" "}
            <span className="figures text-xs font-normal text-ink-3">
              {t(`merchantKinds.${ownership.owner.kind}`)}
            </span>
          </p>
          {ownership.manager && (
            <p className="text-xs text-ink-2">{t("managedBy", { name: ownership.manager.name })}</p>
          )}
        </HistoryItem>
      ))}
    </HistoryCard>
  );
}

export function StatusHistory({ statuses }: { statuses: readonly StoreStatusView[] }) {
  const t = useTranslations("stores");
  const locale = useLocale();
  return (
    <HistoryCard title={t("statusHistory")} empty={t("noHistory")}>
      {statuses.toReversed().map((status, index) => (
        <HistoryItem
          key={`${status.fromOn}-${status.lifeCycle}`}
          time={t("since", { day: dayText(status.fromOn, locale, "") })}
          isCurrent={index === 0}
        >
          <LifeCycleBadge lifeCycle={status.lifeCycle} />
        </HistoryItem>
      ))}
    </HistoryCard>
  );
}

function HistoryCard({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <Card aria-label={title}>
      <CardTitle className="mb-4">{title}</CardTitle>
      {children.length === 0 ? (
        <p className="text-sm text-ink-3">{empty}</p>
      ) : (
        <ol className="flex flex-col">{children}</ol>
      )}
    </Card>
  );
}

function HistoryItem({
  time,
  isCurrent,
  children,
}: {
  time: string;
  isCurrent: boolean;
  children: ReactNode;
}) {
  return (
    <li className="relative border-l border-line pb-5 pl-5 last:pb-0">
      <span
        aria-hidden
        className={`absolute top-1.5 -left-[5px] size-2.5 rounded-full border-2 border-surface ${isCurrent ? "bg-accent" : "bg-line-strong"}`}
      />
      <p className="figures mb-1 text-xs text-ink-3">{time}</p>
      {children}
    </li>
  );
}
