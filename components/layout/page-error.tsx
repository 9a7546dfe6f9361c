"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/states";

/** Shared by the error files of the routes; the digest is what the server's log holds for this failure. */
export function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errorPage");
  return (
    <ErrorState
      isPage
      title={t("title")}
      text={t("text")}
      requestId={digestOf(error)}
      action={
        <Button variant="primary" onClick={retry}>
          {t("retry")}
        </Button>
      }
    />
  );
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error ? String(error.digest) : undefined;
}
