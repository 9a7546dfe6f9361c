import { expect, test } from "vitest";
import { isCommonPassword } from "@/lib/accounts/common-passwords";

const own = ["F10086", "13800138000"];

test.each([
  ["a listed one", "1234567890"],
  ["a listed one with digits and signs around it", "!!Password2026"],
  ["in capitals", "QWERTYUIOP"],
  ["in full-width letters", "ｑｗｅｒｔｙｕｉｏｐ"],
  ["what is popular in Chinese", "woaini1314520"],
  ["one or two characters repeated", "ababababab"],
  ["a few characters over and over", "abcdeabcdeab"],
  ["a group of digits over and over", "520520520520"],
  ["a run of neighbours upwards", "23456789:;"],
  ["a run of neighbours downwards", "zyxwvutsrq"],
  ["the own number with a little around it", "f10086-abc"],
  ["the own phone", "13800138000"],
  ["the own phone with a letter", "a13800138000"],
])("a password that is tried first is found: %s", (_, password) => {
  expect(isCommonPassword(password, own)).toBe(true);
});

test.each([
  ["words that nobody lists together", "correct horse battery staple"],
  ["Chinese words", "窗前明月光疑是地上霜"],
  ["random characters", "bmp5n9x7s7nucz"],
  ["somebody else's phone among other things", "13900139000-lamp-tofu"],
  ["the own number in a long phrase", "f10086 has eleven lamps"],
])("a password that has to be guessed is taken: %s", (_, password) => {
  expect(isCommonPassword(password, own)).toBe(false);
});
