"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { cn } from "./class-names";
import { popupClass } from "./popover";

type SelectOption<T extends string> = { value: T; label: string };

type SelectProps<T extends string> = {
  label: string;
  value: T;
  options: readonly SelectOption<T>[];
  onValueChange: (value: T) => void;
  className?: string;
};

export function Select<T extends string>({
  label,
  value,
  options,
  onValueChange,
  className,
}: SelectProps<T>) {
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={cn(
          "flex h-10 min-w-28 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-3 text-sm text-ink select-none md:h-9",
          className,
        )}
      >
        <BaseSelect.Value />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-4 text-ink-3" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="z-50 outline-hidden" sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={cn(popupClass, "min-w-(--anchor-width) p-1")}>
            <BaseSelect.List className="max-h-(--available-height) overflow-y-auto">
              {options.map((option) => (
                <SelectItem key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

function SelectItem({ option }: { option: SelectOption<string> }) {
  return (
    <BaseSelect.Item
      value={option.value}
      className="flex min-h-9 cursor-default items-center justify-between gap-4 rounded-sm px-2.5 text-sm text-ink outline-hidden select-none data-highlighted:bg-sunken"
    >
      <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
      <BaseSelect.ItemIndicator>
        <Check aria-hidden className="size-4 text-accent-ink" />
      </BaseSelect.ItemIndicator>
    </BaseSelect.Item>
  );
}
