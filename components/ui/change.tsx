import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { type Change, none } from "@/lib/i18n/format";
import { cn } from "./class-names";

/** Sign, arrow and number say it; the colour only repeats it. */
export function ChangeText({ change, className }: { change: Change | null; className?: string }) {
  if (change === null) return <span className={cn("text-ink-3", className)}>{none}</span>;
  const Icon = { up: ArrowUp, down: ArrowDown, same: Minus }[change.direction];
  const tone = { up: "text-rise", down: "text-fall", same: "text-ink-3" }[change.direction];
  return (
    <span className={cn("figures inline-flex items-center gap-0.5 whitespace-nowrap", tone, className)}>
      <Icon aria-hidden className="size-3.5" />
      {change.text}
    </span>
  );
}
