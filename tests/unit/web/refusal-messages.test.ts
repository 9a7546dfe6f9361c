import { expect, it } from "vitest";
import type { Locale } from "@/lib/core/context";
import { text } from "@/lib/i18n/translate";
import { refusalMessages } from "@/lib/web/refusal-messages";

const languages: Locale[] = ["zh-CN", "en"];

it.each(languages)("the entry says in %s what pages and handlers say for the same reason", (language) => {
  const own = Object.entries(refusalMessages[language]);
  expect(own).toEqual(own.map(([reason]) => [reason, text(language, `errors.${reason}`)]));
});
