import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  checkIntegrity,
  checkMinimumVersions,
  compareVersions,
  type Lockfile,
  type MinimumVersions,
} from "./checks/lockfile";

const lockfile: Lockfile = JSON.parse(readFileSync("package-lock.json", "utf8"));
const minimums: MinimumVersions = JSON.parse(readFileSync("security/minimum-versions.json", "utf8")).packages;
const dependencies: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
  JSON.parse(readFileSync("package.json", "utf8"));

test("an entry with a download address, or without a sha512, is found", () => {
  const good = { version: "1.0.0", integrity: "sha512-x" };
  const bad = { version: "1.0.0", integrity: "sha1-x", resolved: "https://example.com/b.tgz" };
  expect(checkIntegrity({ packages: { "": {}, "node_modules/a": good, "node_modules/b": bad } })).toEqual([
    "node_modules/b names a download address",
    "node_modules/b has no sha512",
  ]);
  expect(checkIntegrity({ packages: { "node_modules/a": { version: "1.0.0" } } })).toHaveLength(1);
});

test("a package that is too old or banned is found, also below another one", () => {
  const packages = {
    "node_modules/next": { version: "16.3.7" },
    "node_modules/a/node_modules/mysql2": { version: "3.23.1-beta.1" },
    "node_modules/xlsx": { version: "0.18.5" },
    "node_modules/next-auth": { version: "4.24.15" },
  };
  expect(checkMinimumVersions({ packages }, minimums).map((text) => text.split(":")[0])).toEqual([
    "node_modules/next is 16.3.7, at least 16.3.8 is needed",
    "node_modules/a/node_modules/mysql2 is 3.23.1-beta.1, at least 3.23.1 is needed",
    "node_modules/xlsx is banned",
  ]);
});

test("versions are compared by number, not by text", () => {
  expect(compareVersions("16.10.0", "16.9.9")).toBeGreaterThan(0);
  expect(compareVersions("1.0.0-rc.1", "1.0.0")).toBeLessThan(0);
  expect(compareVersions("1.0.0", "1.0.0")).toBe(0);
});

test("the lockfile holds no download addresses and a sha512 for everything", () => {
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(100);
  expect(checkIntegrity(lockfile)).toEqual([]);
});

test("no package of the lockfile is older than its oldest safe version", () => {
  expect(checkMinimumVersions(lockfile, minimums)).toEqual([]);
});

test("every dependency is pinned to one version, the one in the lockfile", () => {
  const all = { ...dependencies.dependencies, ...dependencies.devDependencies };
  const loose = Object.entries(all).filter(
    ([name, version]) => lockfile.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(loose).toEqual([]);
});

test("installing runs no package's own scripts", () => {
  expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/m);
});
