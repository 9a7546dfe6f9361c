"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoices } from "@/components/ui/menu";

export function ThemeSwitch() {
  const t = useTranslations("frame");
  const { theme, setTheme } = useTheme();
  const options = [
    { value: "light", label: t("themes.light"), icon: <Sun aria-hidden /> },
    { value: "dark", label: t("themes.dark"), icon: <Moon aria-hidden /> },
    { value: "system", label: t("themes.system"), icon: <Monitor aria-hidden /> },
  ];
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("theme")}>
          {/* Both icons are in the page and CSS shows one: the server does not know the theme. */}
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      }
    >
      <MenuChoices value={theme ?? "system"} options={options} onValueChange={setTheme} />
    </Menu>
  );
}
