import { getLocale, getTranslations } from "next-intl/server";
import type { SalesParams } from "@/components/statistics/sales-query";
import type { Ctx } from "@/lib/core/context";
import { instantText } from "@/lib/i18n/format";
import { loadOverview } from "./load-overview";

export async function DataTime({ ctx, params }: { ctx: Ctx; params: SalesParams }) {
  const [answer, t, locale] = await Promise.all([
    loadOverview(ctx, params),
    getTranslations("sales"),
    getLocale(),
  ]);
  if (!answer.ok) return null;
  return <span className="figures">{t("asOf", { time: instantText(answer.data.asOf, locale) })}</span>;
}
