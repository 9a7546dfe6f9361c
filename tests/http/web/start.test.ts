import { expect, inject, it } from "vitest";
import { runScriptToEnd } from "../../support/servers";
import { settingsFor } from "../../support/settings";
import { createDatabase } from "../../support/test-databases";

const processes = ["scripts/web.ts", "scripts/worker.ts"];

it.each(processes)(
  "%s does not start on a database without this build's tables, and says what to do",
  async (script) => {
    const { DATABASE_ADMIN_URL } = settingsFor(inject("runId"), "untouched");
    await createDatabase(DATABASE_ADMIN_URL);
    const env = { DATABASE_URL: DATABASE_ADMIN_URL, DATABASE_ADMIN_URL };
    await expect(runScriptToEnd(script, [], env)).rejects.toThrow(
      /ended with 1:\n(?:web|worker): The database holds no tables of the platform yet; run `npm run migrate`\.$/,
    );
  },
);

it.each(processes)(
  "%s refuses to keep a demo alive in a database that is not marked as demo",
  async (script) => {
    await expect(runScriptToEnd(script, [], { DEMO: "1" })).rejects.toThrow(
      /ended with 1:\n(?:web|worker): DEMO=1 is refused: this database is not marked as demo/,
    );
  },
);

it.each(processes)("%s names the database server that does not answer", async (script) => {
  const env = { DATABASE_URL: "mysql://nobody@127.0.0.1:1/none" };
  await expect(runScriptToEnd(script, [], env)).rejects.toThrow(
    /No database server answers at 127\.0\.0\.1:1/,
  );
});

it("scripts/web.ts names the setting of proxies that it cannot read, before it is reached by anybody", async () => {
  await expect(runScriptToEnd("scripts/web.ts", [], { TRUSTED_PROXIES: "proxy.local" })).rejects.toThrow(
    /TRUSTED_PROXIES: "proxy\.local" is neither an address nor a CIDR block\./,
  );
});
