import { createTranslator } from "next-intl";
import type { AppLocale } from "./locales";
import en from "./messages/en.json";
import errorsEn from "./messages/errors.en.json";
import errorsZh from "./messages/errors.zh-CN.json";
import filesEn from "./messages/files.en.json";
import filesZh from "./messages/files.zh-CN.json";
import zh from "./messages/zh-CN.json";

const catalogues = {
  "zh-CN": { ...zh, ...errorsZh, ...filesZh },
  en: { ...en, ...errorsEn, ...filesEn },
} as const;

export type Values = Record<string, string | number>;

/** Texts outside pages: answers of the APIs and files. `key` is the full path; null where the catalogue lacks it. */
export function translate(locale: AppLocale, key: string, values?: Values): string | null {
  const translator = createTranslator({ locale, messages: catalogues[locale], timeZone: "Asia/Shanghai" });
  // Keys come from data here (reasons, columns), so the catalogue is asked instead of the type.
  const known = key as Parameters<typeof translator>[0];
  return translator.has(known) ? translator(known, values as never) : null;
}

/** As above for a text of our own that must be there. */
export function text(locale: AppLocale, key: string, values?: Values): string {
  const found = translate(locale, key, values);
  if (found === null) throw new Error(`the catalogue has no text ${key}`);
  return found;
}
