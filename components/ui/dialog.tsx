"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode, RefObject } from "react";
import { Button } from "./button";
import { cn } from "./class-names";

export const backdropClass =
  "fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/60";

type DialogProps = {
  trigger: ReactElement;
  title: string;
  description?: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  footer?: ReactNode;
  /** Where a keyboard or mouse goes first; on touch it stays out, so that no keyboard covers the dialog. */
  focusFirst?: RefObject<HTMLElement | null>;
  className?: string;
};

/** Centred on the desktop, the whole screen on the phone. */
export function Dialog({
  trigger,
  title,
  description,
  isOpen,
  onOpenChange,
  children,
  footer,
  focusFirst,
  className,
}: DialogProps) {
  const t = useTranslations("ui");
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <BaseDialog.Trigger render={trigger} />
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Popup
          initialFocus={(way) => (way === "touch" ? true : (focusFirst?.current ?? true))}
          className={cn(
            "fixed inset-0 z-50 flex flex-col bg-raised text-ink outline-hidden transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            "md:inset-auto md:top-1/2 md:left-1/2 md:max-h-[min(44rem,calc(100dvh-4rem))] md:w-full md:max-w-2xl md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-lg md:border md:border-line md:shadow-layer",
            className,
          )}
        >
          <header className="flex items-start justify-between gap-4 border-b border-line px-4 py-3 md:px-6 md:py-4">
            <div>
              <BaseDialog.Title className="text-base font-semibold">{title}</BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="text-xs text-ink-3">{description}</BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              render={<Button variant="ghost" size="icon" aria-label={t("close")} className="-mr-2" />}
            >
              <X aria-hidden />
            </BaseDialog.Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 py-4 md:px-6">{children}</div>
          {footer && (
            <footer className="flex items-center justify-between gap-3 border-t border-line px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))] md:px-6">
              {footer}
            </footer>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
