"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUrlState } from "@/components/layout/url-transition";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { adjustmentStates } from "@/db/enums/days";

export function AdjustmentFilters() {
  const t = useTranslations("days");
  const { query, change } = useUrlState();
  const params = new URLSearchParams(query);
  const options = [
    { value: "all", label: t("allStates") },
    ...adjustmentStates.map((value) => ({ value, label: t(`states.${value}`) })),
  ] as const;
  const state = adjustmentStates.find((value) => value === params.get("state")) ?? "all";
  const asked = params.get("store") ?? "";
  return (
    <search className="mb-4 flex flex-wrap gap-2" data-print="hide">
      <StoreCode key={asked} asked={asked} onAsk={(store) => change({ store: store || null, page: null })} />
      <Select
        label={t("columns.state")}
        value={state}
        options={options}
        onValueChange={(next) => change({ state: next === "all" ? null : next, page: null })}
      />
    </search>
  );
}

/** A code is whole or none, so it is looked for when it is entered and not while it is typed. */
function StoreCode({ asked, onAsk }: { asked: string; onAsk: (code: string) => void }) {
  const t = useTranslations("days");
  const [code, setCode] = useState(asked);
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(code.trim());
      }}
    >
      <Input
        aria-label={t("storeCode")}
        placeholder={t("storeCode")}
        value={code}
        maxLength={32}
        autoComplete="off"
        onValueChange={setCode}
        className="w-44"
      />
      <Button type="submit" size="icon" aria-label={t("search")}>
        <Search aria-hidden />
      </Button>
    </form>
  );
}
