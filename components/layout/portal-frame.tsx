import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
import type { NavigationId } from "./navigation";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";
import type { FrameUser } from "./user-menu";

type PortalFrameProps = {
  user: FrameUser;
  storeCount: number;
  entries: readonly NavigationId[];
  isSidebarCollapsed: boolean;
  children: ReactNode;
};

export function PortalFrame({ user, storeCount, entries, isSidebarCollapsed, children }: PortalFrameProps) {
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <Sidebar entries={entries.filter((id) => id !== "account")} isCollapsedAtFirst={isSidebarCollapsed} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar user={user} storeCount={storeCount} canOpenStores={entries.includes("stores")} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[90rem] flex-1 px-4 pt-4 pb-[calc(5rem+env(safe-area-inset-bottom))] outline-hidden md:px-6 md:pt-6 md:pb-10"
        >
          {children}
        </main>
      </div>
      <BottomBar entries={entries.filter((id) => id !== "adjustments")} />
    </div>
  );
}

function SkipLink() {
  const t = useTranslations("frame");
  return (
    <a
      href="#content"
      data-print="hide"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-4 py-2 text-sm text-canvas focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
