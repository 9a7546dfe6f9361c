"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Popover } from "./popover";

/**
 * A word with its definition behind a small "i"; a popover, because a tooltip cannot be opened by touch. Until somebody asks it
 * is a plain button: a page has many of them, and few are ever opened.
 */
export function Explained({ text, children }: { text: string; children: ReactNode }) {
  const t = useTranslations("ui");
  const [isAsked, setIsAsked] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const button = {
    type: "button",
    "aria-label": t("definition"),
    "data-print": "hide",
    className: "flex size-6 items-center justify-center rounded-full text-ink-3 hover:text-ink",
    children: <Info aria-hidden className="size-3.5" />,
  } as const;

  function ask(): void {
    setIsAsked(true);
    setIsOpen(true);
  }

  return (
    <span className="inline-flex items-center gap-0.5">
      {children}
      {isAsked ? (
        <Popover
          label={t("definition")}
          className="max-w-72 text-xs leading-relaxed text-ink-2"
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          trigger={<button {...button} />}
        >
          {text}
        </Popover>
      ) : (
        <button {...button} aria-haspopup="dialog" aria-expanded="false" onClick={ask} />
      )}
    </span>
  );
}
