"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import type { HeadingKind, HeadingRef } from "@/lib/statistics/heading-model";
import { useHeadingSearch } from "./heading-search";

type CodesFilterProps = {
  /** What is chosen from: "分公司". */
  label: string;
  value: readonly HeadingRef[];
  onChange: (codes: string[]) => void;
  /** A short list that is known, or a kind to be searched. */
  options?: readonly HeadingRef[];
  kind?: HeadingKind;
};

/** A few of many, taken over together: each tick alone would ask the server for a page that nobody wants to see. */
export function CodesFilter({ label, value, onChange, options, kind }: CodesFilterProps) {
  const t = useTranslations("stats.picker");
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState<readonly HeadingRef[]>(value);
  const [first] = value;
  const text = value.length > 1 ? t("some", { name: first?.name ?? "", count: value.length }) : first?.name;

  function open(next: boolean): void {
    if (next) setDraft(value);
    setIsOpen(next);
  }

  function toggle(item: HeadingRef, isChosen: boolean): void {
    setDraft(isChosen ? [...draft, item] : draft.filter(({ code }) => code !== item.code));
  }

  function use(codes: string[]): void {
    setIsOpen(false);
    onChange(codes);
  }

  return (
    <Popover
      label={label}
      isOpen={isOpen}
      onOpenChange={open}
      className="flex w-72 flex-col gap-2"
      trigger={
        <Button className="max-w-56">
          <span className="text-ink-3">{label}</span>
          <span className="truncate">{text ?? t("all")}</span>
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      }
    >
      {options && <Choices items={options} draft={draft} onToggle={toggle} />}
      {kind && <SearchedChoices kind={kind} label={label} draft={draft} onToggle={toggle} />}
      <div className="flex items-center justify-between gap-3 border-t border-line pt-2">
        <Button variant="ghost" size="sm" onClick={() => use([])}>
          {t("useAll")}
        </Button>
        <Button size="sm" onClick={() => use(draft.map(({ code }) => code))}>
          {t("use", { count: draft.length })}
        </Button>
      </div>
    </Popover>
  );
}

type ChoicesProps = {
  items: readonly HeadingRef[];
  draft: readonly HeadingRef[];
  onToggle: (item: HeadingRef, isChosen: boolean) => void;
};

function Choices({ items, draft, onToggle }: ChoicesProps) {
  return (
    <div className="flex max-h-64 flex-col overflow-y-auto">
      {items.map((item) => (
        <Checkbox
          key={item.code}
          isChecked={draft.some(({ code }) => code === item.code)}
          onCheckedChange={(isChosen) => onToggle(item, isChosen)}
        >
          <span className="min-w-0 flex-1 truncate">{item.name}</span>
        </Checkbox>
      ))}
    </div>
  );
}

type SearchedChoicesProps = Omit<ChoicesProps, "items"> & { kind: HeadingKind; label: string };

function SearchedChoices({ kind, label, draft, onToggle }: SearchedChoicesProps) {
  const t = useTranslations("stats.picker");
  const [text, setText] = useState("");
  const search = useHeadingSearch(kind, text.trim());
  // What was chosen stays in sight, whatever is searched for.
  const chosen = draft.filter((item) => !search.items.some(({ code }) => code === item.code));
  const foot = {
    loading: t("searching"),
    failed: t("failed"),
    ready:
      search.total > search.items.length
        ? t("partly", { shown: search.items.length, count: search.total })
        : t("found", { count: search.total }),
  }[search.status];
  return (
    <>
      <Input
        aria-label={t("search", { label })}
        placeholder={t("placeholder")}
        autoComplete="off"
        value={text}
        onValueChange={setText}
      />
      <Choices items={[...chosen, ...search.items]} draft={draft} onToggle={onToggle} />
      <p role="status" className="text-xs text-ink-3">
        {foot}
      </p>
    </>
  );
}
