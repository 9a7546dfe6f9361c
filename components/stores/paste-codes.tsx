"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { inputClass } from "@/components/ui/input";
import { type PickedStore, pickedStoresMax } from "./picked-store";
import { readCodes } from "./read-codes";
import { findStoresByCode } from "./store-search";

type Report = { found: number; unknown: string[]; left: number };

type PasteCodesProps = {
  /** How many more can be picked. */
  room: number;
  onAdd: (stores: readonly PickedStore[]) => void;
};

export function PasteCodes({ room, onAdd }: PasteCodesProps) {
  const t = useTranslations("storePicker");
  const [text, setText] = useState("");
  const [report, setReport] = useState<Report | "failed" | null>(null);
  const [isPending, setIsPending] = useState(false);
  const { codes, invalid } = readCodes(text);

  async function add(): Promise<void> {
    setIsPending(true);
    try {
      const wanted = codes.slice(0, room);
      const { found, unknown } = await findStoresByCode(wanted, new AbortController().signal);
      onAdd(found.map(({ code, name }) => ({ code, name })));
      setReport({
        found: found.length,
        unknown: [...invalid, ...unknown],
        left: codes.length - wanted.length,
      });
    } catch {
      setReport("failed");
    } finally {
      setIsPending(false);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <textarea
        aria-label={t("pasteLabel")}
        placeholder={t("pastePlaceholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setReport(null);
        }}
        rows={6}
        className={cn(inputClass, "h-auto py-2 font-mono md:h-auto")}
      />
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-ink-3">{t("pasteCount", { count: codes.length })}</p>
        <Button onClick={add} isPending={isPending} disabled={codes.length === 0 || isPending}>
          {t("pasteAdd")}
        </Button>
      </div>
      <PasteReport report={report} />
    </div>
  );
}

function PasteReport({ report }: { report: Report | "failed" | null }) {
  const t = useTranslations("storePicker");
  return (
    <div role="status" className="text-sm">
      {report === "failed" && <p className="text-danger">{t("failed")}</p>}
      {report !== null && report !== "failed" && (
        <>
          <p className="text-ink">{t("pasteFound", { count: report.found })}</p>
          {report.left > 0 && (
            <p className="mt-1 text-warning">
              {t("pasteLeft", { count: report.left, max: pickedStoresMax })}
            </p>
          )}
          {report.unknown.length > 0 && (
            <p className="mt-1 text-warning">
              {t("pasteUnknown", { count: report.unknown.length })}
              <span className="mt-1 block max-h-24 overflow-y-auto font-mono text-xs break-all">
                {report.unknown.join(", ")}
              </span>
            </p>
          )}
        </>
      )}
    </div>
  );
}
