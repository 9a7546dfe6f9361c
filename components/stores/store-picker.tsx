"use client";

import { ChevronDown, Store } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { PasteCodes } from "./paste-codes";
import { type PickedStore, pickedStoresMax } from "./picked-store";
import { PickedStores } from "./picked-stores";
import { StoreSearchList } from "./store-search-list";

type StorePickerProps = {
  value: readonly PickedStore[];
  /** Stores in the reader's scope; what an empty choice means. */
  storeCount: number;
  onChange: (codes: string[]) => void;
  className?: string;
};

const ways = ["search", "paste"] as const;

export function StorePicker({ value, storeCount, onChange, className }: StorePickerProps) {
  const t = useTranslations("storePicker");
  const searchRef = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState<readonly PickedStore[]>(value);
  const [way, setWay] = useState<(typeof ways)[number]>("search");

  function open(next: boolean): void {
    if (next) setDraft(value);
    setIsOpen(next);
  }

  function add(stores: readonly PickedStore[]): void {
    setDraft((before) => {
      const known = new Set(before.map((store) => store.code));
      return [...before, ...stores.filter((store) => !known.has(store.code))].slice(0, pickedStoresMax);
    });
  }

  const remove = (code: string) => setDraft((before) => before.filter((store) => store.code !== code));

  return (
    <Dialog
      title={t("title")}
      description={t("scope", { count: storeCount })}
      isOpen={isOpen}
      onOpenChange={open}
      focusFirst={searchRef}
      trigger={
        <Button className={cn("max-w-full", className)}>
          <Store aria-hidden className="text-ink-3" />
          <span className="truncate">{triggerText(value, t("all", { count: storeCount }), t)}</span>
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      }
      footer={
        <>
          <span className="figures text-xs text-ink-3">
            {t("limit", { count: draft.length, max: pickedStoresMax })}
          </span>
          <Button
            variant="primary"
            onClick={() => {
              setIsOpen(false);
              onChange(draft.map((store) => store.code));
            }}
          >
            {draft.length === 0 ? t("useAll") : t("use", { count: draft.length })}
          </Button>
        </>
      }
    >
      <PickedStores stores={draft} onRemove={remove} onClear={() => setDraft([])} />
      <Segmented
        label={t("way")}
        value={way}
        options={ways.map((id) => ({ value: id, label: t(`ways.${id}`) }))}
        onValueChange={setWay}
        className="mb-3 self-start"
      />
      {way === "search" ? (
        <StoreSearchList inputRef={searchRef} picked={draft} onAdd={add} onRemove={remove} />
      ) : (
        <PasteCodes room={pickedStoresMax - draft.length} onAdd={add} />
      )}
    </Dialog>
  );
}

type PickerText = ReturnType<typeof useTranslations<"storePicker">>;

function triggerText(value: readonly PickedStore[], all: string, t: PickerText): string {
  const [first] = value;
  if (!first) return all;
  return value.length === 1 ? first.name : t("some", { name: first.name, count: value.length });
}
