import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets } from "../../scripts/bootstrap/secrets.mjs";

let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "secrets-"));
});

afterEach(() => rmSync(home, { recursive: true }));

test("secrets are made once, differ from each other, and only the owner may read them", () => {
  const secrets = openSecrets(home);
  expect(openSecrets(home)).toEqual(secrets);
  expect(new Set(Object.values(secrets)).size).toBe(4);
  expect(statSync(join(home, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(home)).toEqual(["secrets.json"]);
});

test("the server actions' key is 32 bytes in base64, passwords need no quoting in SQL or a URL", () => {
  const secrets = openSecrets(home);
  expect(Buffer.from(secrets.serverActionsKey, "base64")).toHaveLength(32);
  expect(secrets.databaseAppPassword + secrets.databaseOwnerPassword).toMatch(/^[\w-]+$/);
});

test("a damaged file is refused, never silently replaced", () => {
  writeFileSync(join(home, "secrets.json"), "{");
  expect(() => openSecrets(home)).toThrow("secrets.json cannot be read");
});
