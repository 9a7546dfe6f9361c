"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./class-names";

/** Layers are the only things with a shadow. */
export const popupClass =
  "rounded-lg border border-line bg-raised text-ink shadow-layer outline-hidden transition-[opacity,scale] duration-150 origin-(--transform-origin) data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:opacity-0";

type PopoverProps = {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  align?: "start" | "center" | "end";
  className?: string;
};

export function Popover({
  trigger,
  label,
  children,
  isOpen,
  onOpenChange,
  align = "start",
  className,
}: PopoverProps) {
  const control = isOpen === undefined ? {} : { open: isOpen };
  return (
    <BasePopover.Root {...control} onOpenChange={(open) => onOpenChange?.(open)}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner className="z-50" sideOffset={6} align={align} collisionPadding={12}>
          <BasePopover.Popup
            aria-label={label}
            className={cn(popupClass, "max-w-[calc(100vw-1.5rem)] p-3", className)}
          >
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
