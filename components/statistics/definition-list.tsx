"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { routes } from "@/lib/routes";
import type { Definition } from "@/lib/statistics/home-model";

type Found = { status: "asleep" | "loading" | "failed" } | { status: "ready"; items: Definition[] };

/** How every figure of the report is made. Folded away and fetched when it is opened: few read it, and it is long. */
export function DefinitionList({ group }: { group: Definition["group"] }) {
  const t = useTranslations("stats.definitions");
  const [found, setFound] = useState<Found>({ status: "asleep" });

  async function open(): Promise<void> {
    if (found.status === "ready" || found.status === "loading") return;
    setFound({ status: "loading" });
    const items = await fetchDefinitions().catch(() => null);
    setFound(
      items ? { status: "ready", items: items.filter((item) => item.group === group) } : { status: "failed" },
    );
  }

  return (
    <Card className="py-2 md:py-3">
      <details onToggle={(event) => event.currentTarget.open && void open()}>
        <summary className="cursor-pointer py-2 text-sm font-medium text-ink">{t("title")}</summary>
        {found.status === "loading" && <Skeleton className="after-delay h-24 w-full" />}
        {found.status === "failed" && <p role="alert">{t("failed")}</p>}
        {found.status === "ready" && <Definitions items={found.items} />}
      </details>
    </Card>
  );
}

function Definitions({ items }: { items: readonly Definition[] }) {
  const t = useTranslations("stats.definitions");
  return (
    <dl className="grid gap-x-8 gap-y-4 pt-2 pb-3 text-xs md:grid-cols-2">
      {items.map(({ key, name, unit, definition, formula, source, freshness }) => (
        <div key={key}>
          <dt className="text-sm font-medium text-ink">
            {name} <span className="text-xs font-normal text-ink-3">{unit}</span>
          </dt>
          <dd className="text-ink-2">{definition}</dd>
          <dd className="text-ink-3">{t("formula", { formula })}</dd>
          <dd className="text-ink-3">{t("source", { source, freshness })}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The body is our own API's contract (DefinitionListAnswer). */
async function fetchDefinitions(): Promise<Definition[]> {
  const response = await fetch(routes.definitions());
  const body: { code?: number; data?: { items: Definition[] } } = await response.json();
  if (body.code !== 1200 || !body.data) throw new Error(`definitions were not found: ${response.status}`);
  return body.data.items;
}
