"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

type CheckboxProps = {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
  className?: string;
};

/** The label wraps the box, so the whole line is the target. */
export function Checkbox({
  isChecked,
  onCheckedChange,
  isDisabled = false,
  children,
  className,
}: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI renders the input inside Checkbox.Root.
    <label
      className={cn(
        "flex min-h-9 items-center gap-2.5 rounded-sm px-2 text-sm text-ink select-none hover:bg-sunken",
        isDisabled && "opacity-60",
        className,
      )}
    >
      <BaseCheckbox.Root
        checked={isChecked}
        onCheckedChange={onCheckedChange}
        disabled={isDisabled}
        className="flex size-4.5 shrink-0 items-center justify-center rounded-[4px] border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent"
      >
        <BaseCheckbox.Indicator className="text-on-accent data-unchecked:hidden">
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      {children}
    </label>
  );
}
