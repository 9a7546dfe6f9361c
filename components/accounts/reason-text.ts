"use client";

import { useMessages, useTranslations } from "next-intl";

/** next-auth hands back one word: a reason, for a throttled log-in with the seconds to wait ("…:90"). */
export function useReasonText(): (answer: string) => string {
  const t = useTranslations("login");
  const messages: unknown = useMessages();
  return (answer) => {
    const [reason = "", seconds] = answer.split(":");
    if (reason === "unreachable") return t("unreachable");
    if (reason === "accounts.throttled") return throttledText(Number(seconds ?? 60), t);
    const own = textAt(messages, ["errors", ...reason.split(".")]);
    return own ?? t("failed");
  };
}

function throttledText(seconds: number, t: ReturnType<typeof useTranslations<"login">>): string {
  if (!Number.isFinite(seconds)) return t("throttledMinutes", { count: 1 });
  return seconds < 60
    ? t("throttledSeconds", { count: seconds })
    : t("throttledMinutes", { count: Math.ceil(seconds / 60) });
}

/** Reasons come from outside the typed messages, so they are looked up by hand. */
function textAt(messages: unknown, path: readonly string[]): string | null {
  let place = messages;
  for (const key of path) {
    if (typeof place !== "object" || place === null) return null;
    place = (place as Record<string, unknown>)[key];
  }
  return typeof place === "string" ? place : null;
}
