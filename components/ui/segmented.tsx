"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cn } from "./class-names";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onValueChange: (value: T) => void;
  className?: string;
};

/** One of a few, all of them in sight; arrow keys move, as in any radio group. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onValueChange,
  className,
}: SegmentedProps<T>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValueChange(next as T)}
      className={cn("inline-flex h-9 items-stretch rounded-md border border-line bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className="flex flex-1 cursor-default items-center justify-center rounded-sm px-2.5 text-sm whitespace-nowrap text-ink-2 select-none data-checked:bg-thumb data-checked:font-medium data-checked:text-ink"
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
