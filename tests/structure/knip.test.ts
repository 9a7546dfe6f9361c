import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "knip-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test("an unused export, an unused file and an unused dependency are found with the settings we have", () => {
  cpSync("knip.json", join(folder, "knip.json"));
  write("package.json", JSON.stringify({ name: "planted", dependencies: { unneeded: "1.0.0" } }));
  write("lib/stores/model.ts", "export const used = 1;\nexport const unused = 2;\nexport type Unused = 1;\n");
  write("lib/stores/alone.ts", "export const alone = 1;\n");
  write(
    "scripts/run.ts",
    'import { used } from "../lib/stores/model";\n\nprocess.stdout.write(String(used));\n',
  );
  const args = [resolve("node_modules/knip/bin/knip.js"), "--no-config-hints", "--reporter=compact"];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  expect(status).not.toBe(0);
  expect(stdout).toContain("lib/stores/alone.ts");
  expect(stdout).toMatch(/package\.json.*unneeded/);
  expect(stdout).toMatch(/lib\/stores\/model\.ts.*unused/);
  expect(stdout).toMatch(/lib\/stores\/model\.ts.*Unused/);
});
