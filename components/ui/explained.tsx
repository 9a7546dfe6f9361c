"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Popover } from "./popover";

/** A word with its definition behind a small "i"; a popover, because a tooltip cannot be opened by touch. */
export function Explained({ text, children }: { text: string; children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <span className="inline-flex items-center gap-0.5">
      {children}
      <Popover
        label={t("definition")}
        className="max-w-72 text-xs leading-relaxed text-ink-2"
        trigger={
          <button
            type="button"
            aria-label={t("definition")}
            data-print="hide"
            className="flex size-6 items-center justify-center rounded-full text-ink-3 hover:text-ink"
          >
            <Info aria-hidden className="size-3.5" />
          </button>
        }
      >
        {text}
      </Popover>
    </span>
  );
}
