"use client";

import { Download, FileSpreadsheet, FileText, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { changedQuery, useUrlState } from "@/components/layout/url-transition";
import { Button } from "@/components/ui/button";
import { Menu, MenuLinkItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { routes } from "@/lib/routes";
import type { ReportName } from "./stats-query";

type StatsActionsProps = {
  report: ReportName;
  /** Query of the download; null where the reader may not download. */
  downloadQuery: string | null;
  /** Name of the right that lacks. */
  downloadRight: string;
};

export function StatsActions({ report, downloadQuery, downloadRight }: StatsActionsProps) {
  const t = useTranslations("stats");
  const toast = useToast();
  const { query } = useUrlState();

  async function share(): Promise<void> {
    // What was asked for last, even while the address waits for the server's answer to it.
    const link = new URL(window.location.href);
    link.search = changedQuery(query, {});
    await navigator.clipboard.writeText(link.href);
    toast(t("linkCopied"));
  }

  return (
    <>
      <Button onClick={share}>
        <Link2 aria-hidden />
        {t("copyLink")}
      </Button>
      {downloadQuery === null ? (
        <ForbiddenDownload right={downloadRight} />
      ) : (
        <Menu
          trigger={
            <Button variant="primary">
              <Download aria-hidden />
              {t("download")}
            </Button>
          }
        >
          <MenuLinkItem render={<a href={routes.statsDownload(report, "xlsx", downloadQuery)} download />}>
            <FileSpreadsheet aria-hidden />
            {t("downloadXlsx")}
          </MenuLinkItem>
          <MenuLinkItem render={<a href={routes.statsDownload(report, "csv", downloadQuery)} download />}>
            <FileText aria-hidden />
            {t("downloadCsv")}
          </MenuLinkItem>
        </Menu>
      )}
    </>
  );
}

function ForbiddenDownload({ right }: { right: string }) {
  const t = useTranslations("stats");
  return (
    <Tooltip text={t("downloadForbidden", { right })} side="bottom">
      <Button aria-disabled="true" aria-description={t("downloadForbidden", { right })}>
        <Download aria-hidden />
        {t("download")}
      </Button>
    </Tooltip>
  );
}
