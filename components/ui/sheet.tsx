"use client";

import { Drawer } from "@base-ui/react/drawer";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { Button } from "./button";
import { backdropClass } from "./dialog";

type SheetProps = {
  trigger: ReactElement;
  title: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  footer?: ReactNode;
};

/** Bottom sheet of the phone; it can be swiped away and always has a close button too (WCAG 2.5.7). */
export function Sheet({ trigger, title, isOpen, onOpenChange, children, footer }: SheetProps) {
  const t = useTranslations("ui");
  return (
    <Drawer.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <Drawer.Trigger render={trigger} />
      <Drawer.Portal>
        <Drawer.Backdrop className={backdropClass} />
        <Drawer.Viewport className="fixed inset-0 z-50 flex items-end justify-center">
          <Drawer.Popup className="flex max-h-[85dvh] w-full translate-y-(--drawer-swipe-movement-y) flex-col overflow-y-auto overscroll-contain rounded-t-lg bg-raised text-ink outline-hidden transition-transform duration-200 data-ending-style:translate-y-full data-starting-style:translate-y-full data-swiping:select-none">
            <div aria-hidden className="mx-auto mt-2 h-1 w-10 shrink-0 rounded-full bg-line" />
            <div className="flex items-center justify-between px-4 pt-1">
              <Drawer.Title className="text-base font-semibold">{title}</Drawer.Title>
              <Drawer.Close
                render={<Button variant="ghost" size="icon" aria-label={t("close")} className="-mr-2" />}
              >
                <X aria-hidden />
              </Drawer.Close>
            </div>
            <Drawer.Content className="flex flex-col gap-5 px-4 pt-2 pb-4">{children}</Drawer.Content>
            {footer && (
              <div className="sticky bottom-0 flex gap-3 border-t border-line bg-raised px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
                {footer}
              </div>
            )}
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}
