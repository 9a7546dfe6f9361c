import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** 16 px on the phone, because iOS zooms into anything smaller. */
export const inputClass =
  "h-10 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-3 transition-colors md:h-9 md:text-sm aria-invalid:border-danger disabled:opacity-60";

export type InputProps = Omit<ComponentProps<typeof BaseInput>, "className"> & { className?: string };

export function Input({ className, ...props }: InputProps) {
  return <BaseInput {...props} className={cn(inputClass, className)} />;
}
