import { expect, test } from "vitest";
import { LogInInput } from "@/lib/accounts/schemas";

const typedAs = (account: string) => LogInInput.safeParse({ account, password: "x" }).data?.account;

test.each([
  ["blanks around it", "  F10086\t", "F10086"],
  ["blanks within a phone number", "138 0013 8000", "13800138000"],
  ["full-width digits and blanks", "１３８　００１３　８０００", "13800138000"],
  ["a character without width that was copied along", "\u200bF10086\ufeff", "F10086"],
  ["capitals stay", "f10086A", "f10086A"],
])("an account is taken as it was meant: %s", (_, typed, meant) => {
  expect(typedAs(typed)).toBe(meant);
});

test.each([
  ["nothing", ""],
  ["blanks only", " \u3000\u200b "],
  ["too long", "1".repeat(65)],
  ["too long once it is written out", "\ufdfa".repeat(10)],
])("an account that cannot be one is refused: %s", (_, typed) => {
  expect(typedAs(typed)).toBeUndefined();
});

test("NUL and text of other scripts pass, as accounts that nobody has", () => {
  expect(typedAs("A\0B")).toBe("A\0B");
  expect(typedAs("王小明")).toBe("王小明");
});
