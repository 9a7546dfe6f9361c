"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Asks the server again; the URL and what was typed stay. */
export function RetryButton() {
  const t = useTranslations("ui");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <Button variant="primary" isPending={isPending} onClick={() => startTransition(() => router.refresh())}>
      {t("retry")}
    </Button>
  );
}
