import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** Header and filter bar of a page that is on its way; the caller adds the shape of its content. */
export function PageSkeleton({ children }: { children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <div role="status" aria-label={t("loading")}>
      <div className="after-delay">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="mt-1.5 mb-4 h-5 w-64 max-w-full" />
        <div className="mb-5 flex gap-2">
          <Skeleton className="h-9 w-56" />
          <Skeleton className="hidden h-9 w-40 md:block" />
        </div>
      </div>
      {children}
    </div>
  );
}
