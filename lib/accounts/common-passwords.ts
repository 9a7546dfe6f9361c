import { dictionary } from "@zxcvbn-ts/language-common";

/** About 49,000 passwords that leaked most often; those shorter than our minimum can still be the core of a longer one. */
const common: ReadonlySet<string> = new Set(dictionary["passwords-common"].map(String));

/**
 * Whether a password is one that is tried first: on the list, a listed one with digits or signs around it, one or two
 * characters repeated, a run of neighbours, or the account's own number.
 */
export function isCommonPassword(password: string, accountNumber: string): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[^a-z]+|[^a-z]+$/g, "");
  if (common.has(lower) || (core.length >= 4 && common.has(core))) return true;
  if (new Set(lower).size <= 2 || isRun(lower)) return true;
  const number = accountNumber.toLowerCase();
  return number.length >= 4 && lower.replace(number, "").length < 6 && lower.includes(number);
}

/** Each character follows the one before it in code order, up or down: 23456…, zyxw…. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((_, index) => text.charCodeAt(index + 1) - text.charCodeAt(index));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
