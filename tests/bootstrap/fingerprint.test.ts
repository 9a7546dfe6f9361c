import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { doWhenChanged, fingerprint } from "../../scripts/bootstrap/fingerprint.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fingerprint-"));
  mkdirSync(join(folder, "app", "门店"), { recursive: true });
  writeFileSync(join(folder, "app", "门店", "page.tsx"), "one");
  writeFileSync(join(folder, "proxy.ts"), "two");
});

afterEach(() => rmSync(folder, { recursive: true }));

const print = () => fingerprint(folder, ["app", "proxy.ts", "absent.ts"]);

test("the same files give the same fingerprint, in whatever order they are named", () => {
  expect(fingerprint(folder, ["absent.ts", "proxy.ts", "app"])).toBe(print());
});

test("a changed, new, renamed or removed file changes the fingerprint", () => {
  const seen = [print()];
  writeFileSync(join(folder, "app", "门店", "page.tsx"), "uno");
  seen.push(print());
  writeFileSync(join(folder, "app", "new.ts"), "");
  seen.push(print());
  renameSync(join(folder, "app", "new.ts"), join(folder, "app", "newer.ts"));
  seen.push(print());
  rmSync(join(folder, "proxy.ts"));
  seen.push(print());
  expect(new Set(seen).size).toBe(seen.length);
});

test("one file is not taken for two, whatever it contains", () => {
  writeFileSync(join(folder, "app", "a"), "12");
  writeFileSync(join(folder, "app", "b"), "3");
  const before = print();
  rmSync(join(folder, "app", "b"));
  writeFileSync(join(folder, "app", "a"), `12${join("app", "b")}3`);
  expect(print()).not.toBe(before);
});

test("a file outside the named ones does not count", () => {
  const before = print();
  writeFileSync(join(folder, "README.md"), "x");
  expect(print()).toBe(before);
});

test("work is done once per fingerprint", async () => {
  const mark = join(folder, "mark");
  const done: string[] = [];
  const work = (name: string) => async () => void done.push(name);
  expect(await doWhenChanged(mark, "a", work("first"))).toBe(true);
  expect(await doWhenChanged(mark, "a", work("again"))).toBe(false);
  expect(await doWhenChanged(mark, "b", work("changed"))).toBe(true);
  expect(done).toEqual(["first", "changed"]);
});

test("work that failed is done again, even for the fingerprint of an earlier success", async () => {
  const mark = join(folder, "mark");
  await doWhenChanged(mark, "a", async () => undefined);
  const failing = doWhenChanged(mark, "b", () => Promise.reject(new Error("broken off")));
  await expect(failing).rejects.toThrow("broken off");
  expect(await doWhenChanged(mark, "a", async () => undefined)).toBe(true);
});
