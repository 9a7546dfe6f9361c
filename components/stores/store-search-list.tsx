"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { inputClass } from "@/components/ui/input";
import type { StoreRow } from "@/lib/masterdata/model";
import type { PickedStore } from "./picked-store";
import { StoreOption } from "./store-option";
import { StoreSearchFoot } from "./store-search-foot";
import { useStoreSearch } from "./use-store-search";

type StoreSearchListProps = {
  inputRef: RefObject<HTMLInputElement | null>;
  picked: readonly PickedStore[];
  onAdd: (stores: readonly PickedStore[]) => void;
  onRemove: (code: string) => void;
};

/** A combobox with a list that stays open: arrows move, Enter picks, the text stays where it is. */
export function StoreSearchList({ inputRef, picked, onAdd, onRemove }: StoreSearchListProps) {
  const t = useTranslations("storePicker");
  const listId = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const search = useStoreSearch(text.trim(), attempt);
  const optionId = (index: number) => `${listId}-${index}`;
  const isPicked = (code: string) => picked.some((store) => store.code === code);

  function toggle(store: StoreRow): void {
    if (isPicked(store.code)) onRemove(store.code);
    else onAdd([{ code: store.code, name: store.name }]);
  }

  function move(event: KeyboardEvent, index: number): void {
    event.preventDefault();
    const next = Math.min(Math.max(index, 0), search.items.length - 1);
    setActive(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(event, active + 1);
    if (event.key === "ArrowUp") move(event, active - 1);
    if (event.key !== "Enter") return;
    event.preventDefault();
    const store = search.items[active];
    if (store) toggle(store);
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative">
        <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3" />
        <input
          ref={inputRef}
          role="combobox"
          aria-label={t("searchLabel")}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={search.items[active] ? optionId(active) : undefined}
          autoComplete="off"
          placeholder={t("placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className={cn(inputClass, "pl-9")}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={t("results")}
        aria-multiselectable="true"
        aria-busy={search.status === "loading"}
        className="mt-2 min-h-40 flex-1 overflow-y-auto md:h-72 md:flex-none"
      >
        {search.items.map((store, index) => (
          <StoreOption
            key={store.code}
            id={optionId(index)}
            store={store}
            isActive={index === active}
            isPicked={isPicked(store.code)}
            onToggle={() => {
              setActive(index);
              toggle(store);
            }}
          />
        ))}
      </div>
      <StoreSearchFoot
        search={search}
        onRetry={() => setAttempt(attempt + 1)}
        onAddAll={() => onAdd(search.items.map(({ code, name }) => ({ code, name })))}
      />
    </div>
  );
}
