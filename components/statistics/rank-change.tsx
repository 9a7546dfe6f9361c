import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { none } from "@/lib/i18n/format";

export function RankChange({ places }: { places: number | null }) {
  const t = useTranslations("sales");
  if (places === null || places === 0) {
    return <span className="text-ink-3">{places === null ? t("rankNew") : none}</span>;
  }
  const Icon = places > 0 ? ArrowUp : ArrowDown;
  return (
    <span className={`figures inline-flex items-center gap-0.5 ${places > 0 ? "text-rise" : "text-fall"}`}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{places > 0 ? t("rankUp") : t("rankDown")}</span>
      {Math.abs(places)}
    </span>
  );
}
