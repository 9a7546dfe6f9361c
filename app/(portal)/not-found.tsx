import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { routes } from "@/lib/routes";

export default async function PortalNotFound() {
  const t = await getTranslations("notFound");
  return (
    <EmptyState
      isPage
      title={t("title")}
      text={t("scopeText")}
      action={
        <Link href={routes.home()} className={buttonClass()}>
          {t("home")}
        </Link>
      }
    />
  );
}
