"use client";

import { KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLinkItem, MenuSeparator } from "@/components/ui/menu";
import { routes } from "@/lib/routes";

export type FrameUser = {
  name: string;
  accountNumber: string;
  roleName: string | null;
  merchantName: string;
};

export function UserMenu({ user }: { user: FrameUser }) {
  const t = useTranslations("frame");
  return (
    <Menu
      className="w-60"
      trigger={
        <Button variant="ghost" aria-label={t("userMenu", { name: user.name })} className="max-w-44 px-1.5">
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink"
          >
            {[...user.name].at(0)}
          </span>
          <span className="hidden truncate md:inline">{user.name}</span>
        </Button>
      }
    >
      <div className="px-2.5 py-2">
        <p className="truncate text-sm font-medium text-ink">{user.name}</p>
        <p className="figures text-xs text-ink-3">{t("accountNumber", { number: user.accountNumber })}</p>
        <p className="truncate text-xs text-ink-3">
          {user.merchantName}
          {user.roleName ? ` · ${user.roleName}` : ""}
        </p>
      </div>
      <MenuSeparator />
      <MenuLinkItem render={<Link href={routes.myAccount()} />}>
        <KeyRound aria-hidden />
        {t("changePassword")}
      </MenuLinkItem>
      <MenuItem onSelect={logOut}>
        <LogOut aria-hidden />
        {t("logOut")}
      </MenuItem>
    </Menu>
  );
}

/** A whole page load, so that nothing of this session stays in the router's memory. */
async function logOut(): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign(routes.login());
}
