/** Languages of the portal; browser-safe. */
const locales = ["zh-CN", "en"] as const;
export type AppLocale = (typeof locales)[number];

const defaultLocale: AppLocale = "zh-CN";
export const localeCookie = "locale";

export function isLocale(value: unknown): value is AppLocale {
  return locales.some((locale) => locale === value);
}

/** The reader's own choice first, then what the browser asks for, then Chinese. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): AppLocale {
  if (isLocale(chosen)) return chosen;
  for (const tag of preferredTags(acceptLanguage ?? "")) {
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return defaultLocale;
}

function preferredTags(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...settings] = part.trim().toLowerCase().split(";");
      const quality = settings
        .find((setting) => setting.trim().startsWith("q="))
        ?.trim()
        .slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((item) => item.tag !== "" && item.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((item) => item.tag);
}
