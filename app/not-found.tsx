import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { routes } from "@/lib/routes";

export default async function NotFound() {
  const t = await getTranslations("notFound");
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        isPage
        title={t("title")}
        text={t("text")}
        action={
          <Link href={routes.home()} className={buttonClass({ variant: "primary" })}>
            {t("home")}
          </Link>
        }
      />
    </main>
  );
}
