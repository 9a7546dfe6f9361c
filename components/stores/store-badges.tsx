import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { StoreLifeCycle, TradingStatus } from "@/db/enums/masterdata";

const lifeCycleTones: Record<StoreLifeCycle, BadgeTone> = {
  open: "success",
  renovating: "warning",
  closed: "neutral",
  missing: "danger",
};

export function LifeCycleBadge({ lifeCycle }: { lifeCycle: StoreLifeCycle }) {
  const t = useTranslations("stores.lifeCycles");
  return <Badge tone={lifeCycleTones[lifeCycle]}>{t(lifeCycle)}</Badge>;
}

export function TradingBadge({ status }: { status: TradingStatus }) {
  const t = useTranslations("stores.tradingStatuses");
  return <Badge tone={status === "open" ? "success" : "neutral"}>{t(status)}</Badge>;
}
