"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./class-names";
import { popupClass } from "./popover";

const itemClass =
  "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 text-sm text-ink outline-hidden select-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-3";

type MenuProps = { trigger: ReactElement; children: ReactNode; align?: "start" | "end"; className?: string };

export function Menu({ trigger, children, align = "end", className }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          className="z-50 outline-hidden"
          sideOffset={6}
          align={align}
          collisionPadding={8}
        >
          <BaseMenu.Popup className={cn(popupClass, "min-w-44 p-1", className)}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export function MenuItem({ children, onSelect }: { children: ReactNode; onSelect: () => void }) {
  return (
    <BaseMenu.Item className={itemClass} onClick={onSelect}>
      {children}
    </BaseMenu.Item>
  );
}

export function MenuLinkItem({ children, render }: { children: ReactNode; render: ReactElement }) {
  return (
    <BaseMenu.LinkItem className={itemClass} render={render} closeOnClick>
      {children}
    </BaseMenu.LinkItem>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="my-1 h-px bg-line" />;
}

type MenuChoicesProps<T extends string> = {
  value: T;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  onValueChange: (value: T) => void;
};

export function MenuChoices<T extends string>({ value, options, onValueChange }: MenuChoicesProps<T>) {
  return (
    <BaseMenu.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={itemClass}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <BaseMenu.RadioItemIndicator>
            <Check aria-hidden />
          </BaseMenu.RadioItemIndicator>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}
