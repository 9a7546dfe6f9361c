"use client";

import { useLocale, useTranslations } from "next-intl";
import { UrlLink } from "@/components/layout/url-link";
import { useUrlState } from "@/components/layout/url-transition";
import { type GroupNames, rowView } from "./drill";
import type { ReportName } from "./stats-query";

type RowNameProps = {
  report: ReportName;
  row: GroupNames;
  /** Without the code, where the name has little room. */
  isShort?: boolean;
};

/** A row's name leads one level down. */
export function RowName({ report, row, isShort = false }: RowNameProps) {
  const { query } = useUrlState();
  const locale = useLocale();
  const t = useTranslations("stats");
  const channel = useTranslations("channels");
  const view = rowView(report, row, query, {
    locale,
    unassigned: t("unassigned"),
    channel: (code) => (channel.has(code as "terminal") ? channel(code as "terminal") : code),
  });
  if (!view.changes) return <span className="text-ink-3">{view.name}</span>;
  return (
    <UrlLink changes={{ ...view.changes, sort: null, page: null, cols: null }} className="row-link">
      <b>{view.name}</b>
      {view.detail && !isShort && <small>{view.detail}</small>}
    </UrlLink>
  );
}
