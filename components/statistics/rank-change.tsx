import { useTranslations } from "next-intl";
import { none } from "@/lib/i18n/format";

export function RankChange({ places }: { places: number | null }) {
  const t = useTranslations("stats");
  if (places === null || places === 0) {
    return <span className="text-ink-3">{places === null ? t("rankNew") : none}</span>;
  }
  return (
    <span className={`change ${places > 0 ? "up" : "down"}`}>
      <span className="sr-only">{places > 0 ? t("rankUp") : t("rankDown")}</span>
      {Math.abs(places)}
    </span>
  );
}
