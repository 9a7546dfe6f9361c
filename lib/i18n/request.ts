import { cookies, headers } from "next/headers";
import type { Messages } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { type AppLocale, isLocale, localeCookie, pickLocale } from "./locales";

/** Business days are dates in Shanghai, so every clock time is shown in that zone wherever the reader sits. */
const timeZone = "Asia/Shanghai";

const request = getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await localeOfRequest();
  return { locale, timeZone, messages: await messagesOf(locale) };
});

// next-intl's plugin takes the default export of this file.
export default request;

async function localeOfRequest(): Promise<AppLocale> {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()]);
  return pickLocale(cookieStore.get(localeCookie)?.value, headerList.get("accept-language"));
}

async function messagesOf(locale: AppLocale): Promise<Messages> {
  const [own, errors] = await Promise.all([
    import(`./messages/${locale}.json`) as Promise<{ default: Messages }>,
    import(`./messages/errors.${locale}.json`) as Promise<{ default: Partial<Messages> }>,
  ]);
  return { ...own.default, ...errors.default };
}
