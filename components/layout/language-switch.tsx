"use client";

import { Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoices } from "@/components/ui/menu";
import type { AppLocale } from "@/lib/i18n/locales";
import { rememberPreference } from "./preference-cookie";

/** Every language names itself, whatever the page speaks now. */
const options = [
  { value: "zh-CN", label: "中文" },
  { value: "en", label: "English" },
] as const;

export function LanguageSwitch() {
  const t = useTranslations("frame");
  const locale = useLocale();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  function choose(next: AppLocale): void {
    rememberPreference("locale", next);
    startTransition(() => router.refresh());
  }

  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("language")} isPending={isPending}>
          {!isPending && <Languages aria-hidden />}
        </Button>
      }
    >
      <MenuChoices value={locale} options={options} onValueChange={choose} />
    </Menu>
  );
}
