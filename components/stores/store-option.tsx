"use client";

import { Check } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import type { StoreRow } from "@/lib/masterdata/model";
import { LifeCycleBadge } from "./store-badges";

type StoreOptionProps = {
  id: string;
  store: StoreRow;
  isActive: boolean;
  isPicked: boolean;
  onToggle: () => void;
};

export function StoreOption({ id, store, isActive, isPicked, onToggle }: StoreOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox that owns the list.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isPicked}
      onClick={onToggle}
      className={cn(
        "flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5 hover:bg-sunken",
        isActive && "bg-sunken",
      )}
    >
      <span
        aria-hidden
        className={cn(
          "flex size-4.5 shrink-0 items-center justify-center rounded-[4px] border",
          isPicked ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-surface",
        )}
      >
        {isPicked && <Check className="size-3.5" strokeWidth={3} />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm text-ink">{store.name}</span>
        <span className="figures block truncate text-xs text-ink-3">
          {[store.code, ...store.regionNames].join(" · ")}
        </span>
      </span>
      {store.lifeCycle !== "open" && <LifeCycleBadge lifeCycle={store.lifeCycle} />}
    </div>
  );
}
