import type { ComponentProps } from "react";
import { cn } from "./class-names";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section {...props} className={cn("rounded-lg border border-line bg-surface p-4 md:p-6", className)} />
  );
}

export function CardTitle({ className, ...props }: ComponentProps<"h2">) {
  return <h2 {...props} className={cn("text-base font-semibold text-ink", className)} />;
}
