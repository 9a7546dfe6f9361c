import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";

/** Calm page around the log-in form; the drawing is decoration and goes on the phone. */
export function LoginFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("login");
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[1.05fr_1fr]">
      <LoginDrawing title={t("claim")} text={t("claimText")} />
      <div className="flex flex-col px-6 pt-4 pb-[calc(1.5rem+env(safe-area-inset-bottom))] md:px-12">
        <header className="flex items-center justify-end gap-0.5">
          <LanguageSwitch />
          <ThemeSwitch />
        </header>
        <main className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center pb-[10dvh]">
          <BrandMark className="mb-5 size-11 lg:hidden" />
          <h1 className="text-xl font-semibold text-ink">{t("title")}</h1>
          <p className="mt-1 mb-7 text-sm text-ink-2">{t("subtitle")}</p>
          {children}
        </main>
      </div>
    </div>
  );
}

function LoginDrawing({ title, text }: { title: string; text: string }) {
  return (
    <aside className="relative hidden overflow-hidden border-r border-line bg-accent-soft lg:flex dark:bg-canvas lg:flex-col lg:justify-between lg:p-12">
      <BrandMark className="size-11" />
      <svg viewBox="0 0 640 360" aria-hidden className="absolute inset-x-0 bottom-0 w-full" fill="none">
        <path
          d="M0 300C80 290 110 236 184 244S300 300 372 214 500 132 640 96V360H0Z"
          className="fill-accent/8"
        />
        <path
          d="M0 322C90 318 140 280 214 290S330 322 402 262 540 212 640 196"
          className="stroke-compare"
          strokeWidth="2"
          strokeDasharray="7 6"
          opacity="0.6"
        />
        <path
          d="M0 300C80 290 110 236 184 244S300 300 372 214 500 132 640 96"
          className="stroke-accent"
          strokeWidth="3"
        />
        <circle cx="372" cy="214" r="7" className="fill-surface stroke-accent" strokeWidth="3" />
      </svg>
      <div className="relative mb-[38%] max-w-md">
        <p className="text-xl leading-snug font-semibold text-ink">{title}</p>
        <p className="mt-3 text-base text-ink-2">{text}</p>
      </div>
    </aside>
  );
}
