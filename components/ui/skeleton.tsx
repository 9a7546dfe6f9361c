import { cn } from "./class-names";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-skeleton rounded-sm bg-sunken", className)} />;
}
