import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { portalFile } from "./portal";
import { type RunningProcess, runScriptToEnd, startWeb, startWorker } from "./servers";
import { settingsFor } from "./settings";
import { createDatabase, dropDatabases } from "./test-databases";

/**
 * A portal with demo data for the browser tests: database, web process and worker of its own. The function that is handed
 * back takes all of it away again.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const runId = randomBytes(4).toString("hex");
  const settings = { ...settingsFor(runId, "e2e") };
  const loginsFile = resolve(".data/test/e2e-logins.json");
  const running: RunningProcess[] = [];
  const tearDown = async () => {
    await Promise.all(running.map((one) => one.stop()));
    await dropDatabases(settings.DATABASE_ADMIN_URL, runId);
  };
  try {
    mkdirSync(".data/test", { recursive: true });
    await createDatabase(settings.DATABASE_ADMIN_URL);
    await runScriptToEnd("scripts/migrate.ts", [], settings);
    await runScriptToEnd(
      "scripts/demo.ts",
      ["--stores", "20", "--days", "60", "--logins", loginsFile],
      settings,
    );
    running.push(startWorker({ env: settings }));
    const { NEXTAUTH_URL: _own, ...shared } = settings;
    const web = await startWeb({ env: shared });
    running.push(web);
    writeFileSync(portalFile, JSON.stringify({ url: web.url, loginsFile, settings }));
    process.env.E2E_URL = web.url;
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
