import { expect, test } from "vitest";
import { openProgress } from "@/lib/imports/progress";

function screen(isTTY: boolean) {
  let text = "";
  let at = 0;
  const out = {
    isTTY,
    write: (part: string) => {
      text += part;
    },
  };
  return {
    progress: openProgress("lines", out, () => at),
    text: () => text,
    advance: (ms: number) => {
      at += ms;
    },
  };
}

test("a terminal's line is written over and taken away in the end", () => {
  const { progress, text, advance } = screen(true);
  progress.show(1, 4);
  progress.show(2, 4);
  advance(1_000);
  progress.show(3, 4);
  progress.end();
  expect(text()).not.toContain("\n");
  expect(text()).toContain("75 % (3 of 4 lines)");
  expect(text()).not.toContain("(2 of 4");
  expect(text().endsWith("\u001b[2K")).toBe(true);
});

test("where nobody watches, plain lines come now and then, and one at the end", () => {
  const { progress, text, advance } = screen(false);
  progress.show(1, 4);
  advance(6_000);
  progress.show(3, 4);
  progress.show(4, 4);
  progress.end();
  expect(text().split("\n").filter(Boolean)).toHaveLength(2);
  expect(text()).not.toContain("\u001b");
});
