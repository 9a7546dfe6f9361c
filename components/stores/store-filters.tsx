"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { useUrlState } from "@/components/layout/url-transition";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { storeLifeCycles } from "@/db/enums/masterdata";

export function StoreFilters() {
  const t = useTranslations("stores");
  const { query, change } = useUrlState();
  const options = [
    { value: "all", label: t("allLifeCycles") },
    ...storeLifeCycles.map((value) => ({ value, label: t(`lifeCycles.${value}`) })),
  ] as const;
  const asked = new URLSearchParams(query).get("lifeCycle");
  const lifeCycle = storeLifeCycles.find((value) => value === asked) ?? "all";
  return (
    <search className="mb-4 flex flex-wrap gap-2" data-print="hide">
      <StoreSearchBox />
      <Select
        label={t("columns.lifeCycle")}
        value={lifeCycle}
        options={options}
        onValueChange={(next) => change({ lifeCycle: next === "all" ? null : next, page: null })}
      />
    </search>
  );
}

const typingPauseMs = 250;

function StoreSearchBox() {
  const t = useTranslations("stores");
  const { query, change } = useUrlState();
  const asked = new URLSearchParams(query).get("q") ?? "";
  const [text, setText] = useState(asked);
  const [seen, setSeen] = useState(asked);
  if (asked !== seen) {
    // The address changed: by our own search, or by a link that cleared the filters.
    setSeen(asked);
    if (asked !== text.trim()) setText(asked);
  }
  const search = useEffectEvent(() => {
    if (text.trim() !== asked) change({ q: text.trim(), page: null }, "replace");
  });
  useEffect(() => {
    const timer = window.setTimeout(() => search(), text === "" ? 0 : typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);

  return (
    <div className="relative w-full md:w-80">
      <Search aria-hidden className="absolute top-1/2 left-3 z-10 size-4 -translate-y-1/2 text-ink-3" />
      <Input
        type="text"
        inputMode="search"
        aria-label={t("searchLabel")}
        placeholder={t("searchPlaceholder")}
        value={text}
        maxLength={60}
        autoComplete="off"
        onValueChange={setText}
        className="px-9"
      />
      {text !== "" && (
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("clearSearch")}
          className="absolute top-1/2 right-0.5 size-8 -translate-y-1/2"
          onClick={() => setText("")}
        >
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
