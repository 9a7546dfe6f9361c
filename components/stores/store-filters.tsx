"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { debounce, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useUrlTransition } from "@/components/layout/url-transition";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { storeLifeCycles } from "@/db/enums/masterdata";

const parsers = {
  q: parseAsString.withDefault(""),
  lifeCycle: parseAsStringLiteral(storeLifeCycles),
  page: parseAsInteger,
};

export function StoreFilters() {
  const t = useTranslations("stores");
  const { startTransition } = useUrlTransition();
  const [{ q, lifeCycle }, set] = useQueryStates(parsers, {
    shallow: false,
    scroll: false,
    history: "replace",
    startTransition,
  });
  const options = [
    { value: "all", label: t("allLifeCycles") },
    ...storeLifeCycles.map((value) => ({ value, label: t(`lifeCycles.${value}`) })),
  ] as const;

  return (
    <search className="mb-4 flex flex-wrap gap-2" data-print="hide">
      <div className="relative w-full md:w-80">
        <Search aria-hidden className="absolute top-1/2 left-3 z-10 size-4 -translate-y-1/2 text-ink-3" />
        <Input
          type="text"
          inputMode="search"
          aria-label={t("searchLabel")}
          placeholder={t("searchPlaceholder")}
          value={q}
          maxLength={60}
          autoComplete="off"
          onValueChange={(text) =>
            void set(
              { q: text || null, page: null },
              { limitUrlUpdates: text === "" ? debounce(0) : debounce(250) },
            )
          }
          className="px-9"
        />
        {q !== "" && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("clearSearch")}
            className="absolute top-1/2 right-0.5 size-8 -translate-y-1/2"
            onClick={() => void set({ q: null, page: null })}
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
      <Select
        label={t("columns.lifeCycle")}
        value={lifeCycle ?? "all"}
        options={options}
        onValueChange={(next) => void set({ lifeCycle: next === "all" ? null : next, page: null })}
      />
    </search>
  );
}
