"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useOptimistic, useTransition } from "react";
import { cn } from "@/components/ui/class-names";

/** Keys of the query to set or, by null, to take out. */
export type UrlChanges = Readonly<Record<string, string | null>>;

type UrlState = {
  /** The query that the reader asked for last; ahead of the address while the server works on it. */
  query: string;
  isPending: boolean;
  change: (changes: UrlChanges, way?: "push" | "replace") => void;
};

const UrlContext = createContext<UrlState>({ query: "", isPending: false, change: () => undefined });

/**
 * Filters, tabs, sort and pages all change the query and wait for the server. They share one transition: the page keeps
 * the old figures, dimmed, until the new ones are there, and a second click builds on the first.
 */
export function UrlTransitionProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const present = useSearchParams().toString();
  const [query, setQuery] = useOptimistic(present);
  const [isPending, startTransition] = useTransition();

  function change(changes: UrlChanges, way: "push" | "replace" = "push"): void {
    const next = changedQuery(query, changes);
    startTransition(() => {
      setQuery(next);
      router[way](`?${next}`, { scroll: false });
    });
  }

  return <UrlContext value={{ query, isPending, change }}>{children}</UrlContext>;
}

export function useUrlState(): UrlState {
  return useContext(UrlContext);
}

export function changedQuery(query: string, changes: UrlChanges): string {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(key);
    else next.set(key, value);
  }
  // Commas stay readable in a shared link.
  return next.toString().replaceAll("%2C", ",");
}

/** What the URL decides: dimmed and marked busy while a newer answer is on its way. */
export function PendingRegion({ children, className }: { children: ReactNode; className?: string }) {
  const { isPending } = useUrlState();
  return (
    <div
      aria-busy={isPending}
      className={cn("transition-opacity duration-150", isPending && "opacity-55 delay-200", className)}
    >
      {children}
    </div>
  );
}

/** Thin line over the top bar while the server works. */
export function PendingBar() {
  const { isPending } = useUrlState();
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
