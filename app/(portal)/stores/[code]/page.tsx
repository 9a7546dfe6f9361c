import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { StoreAttributes, StoreFacts } from "@/components/stores/store-facts";
import { OwnerHistory, StatusHistory } from "@/components/stores/store-history";
import { buttonClass } from "@/components/ui/button";
import { can, load, pageContext } from "@/lib/http/page-context";
import { getStore } from "@/lib/masterdata/get-store";
import { routes } from "@/lib/routes";
import { LoadError } from "../../load-error";

/** Title and page ask once. */
const loadStore = cache(async (code: string) => {
  const ctx = await pageContext();
  return { ctx, answer: await load(ctx, getStore, { code }) };
});

export async function generateMetadata({ params }: PageProps<"/stores/[code]">): Promise<Metadata> {
  const { code } = await params;
  const { answer } = await loadStore(decodeURIComponent(code));
  return { title: answer.ok ? answer.data.name : code };
}

export default async function StorePage({ params }: PageProps<"/stores/[code]">) {
  const { code } = await params;
  const [{ ctx, answer }, t] = await Promise.all([
    loadStore(decodeURIComponent(code)),
    getTranslations("stores"),
  ]);
  if (!answer.ok) {
    if (answer.error.kind === "not_found" || answer.error.kind === "invalid") notFound();
    return <LoadError error={answer.error} resetHref={routes.stores()} permission="stores.view" />;
  }
  const store = answer.data;
  return (
    <>
      <Link
        href={routes.stores()}
        className="mb-2 -ml-1 inline-flex min-h-6 items-center gap-0.5 text-sm text-ink-2 hover:text-ink"
        data-print="hide"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <PageHeader
        title={store.name}
        description={<span className="figures">{store.code}</span>}
        actions={
          can(ctx, "stats.sales") && (
            <Link
              href={routes.salesStats(`stores=${encodeURIComponent(store.code)}`)}
              className={buttonClass({ variant: "primary" })}
            >
              {t("openStats")}
            </Link>
          )
        }
      />
      <div className="grid gap-4 lg:grid-cols-3">
        <div className="flex flex-col gap-4 lg:col-span-2">
          <StoreFacts store={store} />
          <StoreAttributes attributes={store.attributes} />
        </div>
        <div className="flex flex-col gap-4">
          <OwnerHistory ownerships={store.ownerships} />
          <StatusHistory statuses={store.statuses} />
        </div>
      </div>
    </>
  );
}
