"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { PickedStore } from "./picked-store";

const shownAtFirst = 12;

type PickedStoresProps = {
  stores: readonly PickedStore[];
  onRemove: (code: string) => void;
  onClear: () => void;
};

export function PickedStores({ stores, onRemove, onClear }: PickedStoresProps) {
  const t = useTranslations("storePicker");
  const [isWhole, setIsWhole] = useState(false);
  if (stores.length === 0) return null;
  const shown = isWhole ? stores : stores.slice(0, shownAtFirst);
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <p className="text-xs text-ink-2">{t("picked", { count: stores.length })}</p>
        <Button variant="link" size="inline" className="text-xs" onClick={onClear}>
          {t("clear")}
        </Button>
      </div>
      <ul className="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto">
        {shown.map((store) => (
          <li
            key={store.code}
            className="flex h-7 items-center rounded-full bg-sunken pl-2.5 text-xs text-ink"
          >
            <span className="max-w-40 truncate">{store.name}</span>
            <button
              type="button"
              aria-label={t("remove", { name: store.name })}
              onClick={() => onRemove(store.code)}
              className="flex size-7 items-center justify-center rounded-full text-ink-3 hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        {!isWhole && stores.length > shownAtFirst && (
          <li>
            <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
              {t("more", { count: stores.length - shownAtFirst })}
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}
