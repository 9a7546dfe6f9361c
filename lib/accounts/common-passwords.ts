import { dictionary } from "@zxcvbn-ts/language-common";

/** About 49,000 passwords that leaked most often; those shorter than our minimum can still be the core of a longer one. */
const common: ReadonlySet<string> = new Set(dictionary["passwords-common"].map(String));

/**
 * Whether a password is one that is tried first: on the list, a listed one with digits or signs around it, a few characters
 * repeated, a run of neighbours, or one of the account's own numbers (编号, phone) with little else.
 */
export function isCommonPassword(password: string, ownNumbers: readonly string[]): boolean {
  const lower = password.normalize("NFKC").toLowerCase();
  const core = lower.replace(/^[^a-z]+|[^a-z]+$/g, "");
  if (common.has(lower) || (core.length >= 4 && common.has(core))) return true;
  if (new Set(lower).size <= 2 || isRepetition(lower) || isRun(lower)) return true;
  return ownNumbers.some((number) => isMostly(lower, number.toLowerCase()));
}

/** The same few characters over and over: abcabcabca, 123412341234. */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4, 5].some((length) => text.startsWith(text.slice(length)) && text.length >= 2 * length);
}

/** Each character follows the one before it in code order, up or down: 23456…, zyxw…. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((_, index) => text.charCodeAt(index + 1) - text.charCodeAt(index));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

function isMostly(text: string, number: string): boolean {
  return text.includes(number) && text.replace(number, "").length < 6;
}
