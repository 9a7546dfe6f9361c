import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  chromiumNeed,
  findProgram,
  installSentence,
  mariadbNeed,
  missingPackages,
  redisNeed,
} from "../../scripts/bootstrap/packages.mjs";

const needs = [mariadbNeed, redisNeed, chromiumNeed];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "packages-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const missingWhenPresent = (...present: string[]) => missingPackages(needs, (name) => present.includes(name));

test("a bare machine needs every package, in one list", () => {
  expect(missingWhenPresent()).toEqual(["mariadb-server", "redis-server", "chromium", "fonts-noto-cjk"]);
});

test("the server without its client counts as missing", () => {
  expect(missingWhenPresent("mariadbd", "redis-server", "chromium")).toEqual(["mariadb-server"]);
});

test("any one browser will do", () => {
  const servers = ["mariadbd", "mariadb", "mariadb-install-db", "redis-server"];
  expect(missingWhenPresent(...servers, "google-chrome")).toEqual([]);
});

test("without the right to install, the sentence ends in the one line to run", () => {
  const lines = installSentence(["mariadb-server", "redis-server"], true).split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe(
    "sudo apt-get update && sudo apt-get install -y --no-install-recommends mariadb-server redis-server",
  );
});

test("without apt, the sentence names the packages and no apt line", () => {
  const sentence = installSentence(["redis-server"], false);
  expect(sentence).toContain("redis-server");
  expect(sentence).not.toContain("apt-get");
});

test("a program is found by PATH in its order; folders and files that cannot be run are passed over", () => {
  const [first, second, third] = ["a b", "二", "c"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(first, "some-program"), { recursive: true });
  for (const path of [second, third]) {
    mkdirSync(path);
    writeFileSync(join(path, "some-program"), "");
  }
  chmodSync(join(second, "some-program"), 0o644);
  chmodSync(join(third, "some-program"), 0o755);
  const env = { PATH: [first, second, third].join(":") };
  expect(findProgram("some-program", env)).toBe(join(third, "some-program"));
  expect(findProgram("no-such-program-anywhere", env)).toBeNull();
});
