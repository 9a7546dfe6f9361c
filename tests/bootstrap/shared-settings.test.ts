import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLayout } from "../../scripts/bootstrap/layout.mjs";
import { openLifetime } from "../../scripts/bootstrap/lifetime.mjs";
import { shareSettings } from "../../scripts/bootstrap/services.mjs";

test("beside a running portal stands what every command by hand must have, for its owner's eyes only", async () => {
  const home = mkdtempSync(join(tmpdir(), "shared-settings-"));
  const layout = openLayout(home);
  const lifetime = openLifetime({});
  const required = ["DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL"];
  const settings = Object.fromEntries(required.map((name) => [name, `value of ${name}`]));
  try {
    shareSettings({ layout, lifetime }, settings);
    const path = join(layout.run, "services.env");
    const text = readFileSync(path, "utf8");
    for (const name of required) expect(text).toContain(`${name}='value of ${name}'\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await lifetime.close();
    expect(() => statSync(path)).toThrow("ENOENT");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
