"use client";

import {
  createContext,
  type ReactNode,
  type TransitionStartFunction,
  useContext,
  useTransition,
} from "react";
import { cn } from "@/components/ui/class-names";

type UrlTransition = { isPending: boolean; startTransition: TransitionStartFunction };

const UrlTransitionContext = createContext<UrlTransition>({
  isPending: false,
  startTransition: (run) => void run(),
});

/**
 * Filters, tabs, sort and pages all change the URL and wait for the server. They share one transition, so that the
 * page can keep the old figures, dimmed, until the new ones are there.
 */
export function UrlTransitionProvider({ children }: { children: ReactNode }) {
  const [isPending, startTransition] = useTransition();
  return <UrlTransitionContext value={{ isPending, startTransition }}>{children}</UrlTransitionContext>;
}

export function useUrlTransition(): UrlTransition {
  return useContext(UrlTransitionContext);
}

/** What the URL decides: dimmed and marked busy while a newer answer is on its way. */
export function PendingRegion({ children, className }: { children: ReactNode; className?: string }) {
  const { isPending } = useUrlTransition();
  return (
    <div
      aria-busy={isPending}
      className={cn("transition-opacity duration-150", isPending && "opacity-55 delay-200", className)}
    >
      {children}
    </div>
  );
}

/** Thin line under the top bar while the server works. */
export function PendingBar() {
  const { isPending } = useUrlTransition();
  if (!isPending) return null;
  return (
    <div
      aria-hidden
      className="after-delay fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden"
      data-print="hide"
    >
      <div className="h-full w-1/4 animate-bar bg-accent" />
    </div>
  );
}
