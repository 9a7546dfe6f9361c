"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { useStoreSearch } from "./use-store-search";

type StoreSearchFootProps = {
  search: ReturnType<typeof useStoreSearch>;
  onRetry: () => void;
  onAddAll: () => void;
};

export function StoreSearchFoot({ search, onRetry, onAddAll }: StoreSearchFootProps) {
  const t = useTranslations("storePicker");
  return (
    <div className="flex min-h-9 items-center justify-between gap-3 pt-2 text-xs text-ink-3">
      <p role="status">{footText(search, t)}</p>
      {search.status === "failed" && (
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
      {search.status === "ready" && search.items.length > 1 && (
        <Button variant="link" size="inline" className="text-xs" onClick={onAddAll}>
          {t("addAll", { count: search.items.length })}
        </Button>
      )}
    </div>
  );
}

type PickerText = ReturnType<typeof useTranslations<"storePicker">>;

function footText(search: StoreSearchFootProps["search"], t: PickerText): string {
  if (search.status === "failed") return search.failure ?? t("failed");
  if (search.status === "loading") return t("searching");
  if (search.total === 0) return t("nothing");
  return search.total > search.items.length
    ? t("partly", { shown: search.items.length, count: search.total })
    : t("found", { count: search.total });
}
