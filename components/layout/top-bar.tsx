import { Store } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { BrandMark } from "./brand-mark";
import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";
import { type FrameUser, UserMenu } from "./user-menu";

type TopBarProps = { user: FrameUser; storeCount: number; canOpenStores: boolean };

export function TopBar({ user, storeCount, canOpenStores }: TopBarProps) {
  const t = useTranslations("frame");
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-line bg-surface px-4 md:px-6"
    >
      <Link href={routes.home()} aria-label={t("home")} className="md:hidden">
        <BrandMark className="size-8" />
      </Link>
      <ScopeChip storeCount={storeCount} canOpenStores={canOpenStores} />
      <div className="ml-auto flex items-center gap-0.5">
        <LanguageSwitch />
        <ThemeSwitch />
        <UserMenu user={user} />
      </div>
    </header>
  );
}

/** How far the reader can see; every figure of the portal stays within these stores. */
function ScopeChip({ storeCount, canOpenStores }: { storeCount: number; canOpenStores: boolean }) {
  const t = useTranslations("frame");
  const className =
    "figures inline-flex h-7 items-center gap-1.5 rounded-full border border-line px-3 text-xs whitespace-nowrap text-ink-2";
  const content = (
    <>
      <Store aria-hidden className="size-3.5" />
      {t("scope", { count: storeCount })}
    </>
  );
  if (!canOpenStores) return <span className={className}>{content}</span>;
  return (
    <Link href={routes.stores()} className={`${className} hover:bg-sunken hover:text-ink`}>
      {content}
    </Link>
  );
}
