import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { HomeCurve } from "@/components/statistics/home-curve";
import { HomeFigures } from "@/components/statistics/home-figures";
import { HomeStores } from "@/components/statistics/home-stores";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { can, load, pageContext } from "@/lib/http/page-context";
import { dayText, instantText, weekdayText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import { getHome } from "@/lib/statistics/get-home";
import { listDefinitions } from "@/lib/statistics/list-definitions";
import { LoadError } from "./load-error";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

/**
 * Today of the reader's stores. No skeleton and nothing streamed before the figures: they are in the first bytes of the page,
 * which is what a phone on a slow line waits for.
 */
export default async function HomePage() {
  const ctx = await pageContext();
  if (!can(ctx, "stats.business")) redirect(elsewhere(ctx));
  const [home, definitions, t, locale] = await Promise.all([
    load(ctx, getHome, {}),
    load(ctx, listDefinitions, {}),
    getTranslations("home"),
    getLocale(),
  ]);
  if (!home.ok) {
    return (
      <>
        <PageHeader title={t("title")} />
        <LoadError error={home.error} resetHref={routes.home()} permission="stats.business" />
      </>
    );
  }
  const { day, stores, asOf, lastUploadAt, today } = home.data;
  const explained = definitions.ok ? definitions.data.items.filter(({ group }) => group === "business") : [];
  const dayName = `${dayText(day, locale)} ${weekdayText(day, locale)}`;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description", { day: dayName, count: stores })}
        aside={
          <span className="figures">
            {t("asOf", { time: instantText(asOf, locale) })}
            {lastUploadAt && ` · ${t("lastUpload", { time: instantText(lastUploadAt, locale) })}`}
          </span>
        }
        actions={
          <Link
            href={routes.businessStats(`from=${day}&to=${day}`)}
            prefetch={false}
            className={`${buttonClass()} max-md:hidden`}
          >
            {t("toBusiness")}
          </Link>
        }
      />
      {stores === 0 ? (
        <NoStores />
      ) : (
        <div className="flex flex-col gap-4">
          <HomeFigures
            home={home.data}
            definitions={Object.fromEntries(explained.map(({ key, definition }) => [key, definition]))}
          />
          {today.orders === 0 && <EmptyState title={t("noSales")} text={t("noSalesText")} />}
          <HomeCurve home={home.data} />
          <HomeStores home={home.data} />
        </div>
      )}
    </>
  );
}

async function NoStores() {
  const t = await getTranslations("stores");
  return <EmptyState title={t("emptyTitle")} text={t("emptyText")} />;
}

/** Without the right to today's figures people land on the first page that they may open. */
function elsewhere(ctx: Parameters<typeof can>[0]): string {
  if (can(ctx, "stats.sales")) return routes.salesStats();
  return can(ctx, "stores.view") ? routes.stores() : routes.myAccount();
}
