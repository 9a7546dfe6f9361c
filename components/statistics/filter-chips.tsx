"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { NamedCodes } from "./named-codes";
import { narrowings } from "./stats-query";
import { useStatsFilter } from "./use-stats-filter";

const shown = 8;

/** What the figures are narrowed to, each with a cross; nothing that changes them stands behind a button alone. */
export function FilterChips({ named }: { named: NamedCodes }) {
  const t = useTranslations("stats");
  const filter = useStatsFilter();
  const chips = narrowings.flatMap((key) => (named[key] ?? []).map((item) => ({ key, ...item })));
  if (chips.length === 0 && !filter.isSameStore) return null;
  return (
    <ul className="flex flex-wrap gap-2 pt-2">
      {filter.isSameStore && (
        <Chip
          text={t("sameStore")}
          removeLabel={t("removeSameStore")}
          onRemove={() => filter.setSameStore(false)}
        />
      )}
      {chips.slice(0, shown).map(({ key, code, name }) => (
        <Chip
          key={`${key} ${code}`}
          text={t("chip", { kind: t(`narrowings.${key}`), name })}
          removeLabel={t("removeChip", { kind: t(`narrowings.${key}`), name })}
          onRemove={() =>
            filter.setCodes(
              key,
              filter.codesOf(key).filter((own) => own !== code),
            )
          }
        />
      ))}
      {chips.length > shown && (
        <li className="self-center text-xs text-ink-3">{t("moreChips", { count: chips.length - shown })}</li>
      )}
    </ul>
  );
}

function Chip(props: { text: string; removeLabel: string; onRemove: () => void }) {
  return (
    <li className="inline-flex h-8 items-center rounded-md bg-accent-soft pl-3 text-sm text-accent-ink">
      <span className="max-w-56 truncate">{props.text}</span>
      <button
        type="button"
        aria-label={props.removeLabel}
        onClick={props.onRemove}
        className="flex size-8 items-center justify-center rounded-md"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}
