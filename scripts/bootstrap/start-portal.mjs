import { join } from "node:path";
import { installMissing } from "./apt.mjs";
import { serviceEnvironment, withoutNames } from "./environment.mjs";
import { openLayout, root } from "./layout.mjs";
import { openLifetime, untilEnded } from "./lifetime.mjs";
import { buildWhenChanged, installDependencies, runScript } from "./npm.mjs";
import { claimRun } from "./ownership.mjs";
import { mariadbNeed, redisNeed } from "./packages.mjs";
import { assertPortFree, parsePort } from "./port.mjs";
import { openPortal, stopLeftoverPortal } from "./portal.mjs";
import { complain, say, step } from "./progress.mjs";
import { explain, Interrupted } from "./refusal.mjs";
import { openSecrets } from "./secrets.mjs";
import { openServices, shareSettings, stopLeftoverServices, stopLeftoverStep } from "./services.mjs";
import { welcome } from "./welcome.mjs";

const demoScript = ["demo", "--", "--stores", "20", "--days", "400"];

/**
 * `npm start`: from a clean clone to a running portal with demo data, until Ctrl-C.
 * @param {import("./environment.mjs").Environment} env
 * @returns {Promise<number>} the exit code
 */
export async function startPortal(env) {
  const lifetime = openLifetime(env);
  let code = 1;
  try {
    await bringUp(lifetime, env);
    await untilEnded(lifetime.signal);
  } catch (error) {
    if (error instanceof Interrupted) code = 0;
    else complain(explain(error));
  }
  await lifetime.close();
  return code;
}

/**
 * @param {import("./lifetime.mjs").Lifetime} lifetime
 * @param {import("./environment.mjs").Environment} env
 */
async function bringUp(lifetime, env) {
  const begunAt = performance.now();
  const { signal } = lifetime;
  const port = parsePort(env.PORT);
  const layout = openLayout(join(root, ".data"));
  const releaseClaim = claimRun(
    join(layout.run, "start.pid"),
    join(root, "scripts", "start.mjs"),
    "npm start",
  );
  lifetime.onClose(async () => releaseClaim());
  await stopLeftoverStep(layout);
  await stopLeftoverPortal(layout);
  await assertPortFree(port);
  await stopLeftoverServices(layout);

  const plainEnv = withoutNames({ ...env, NEXT_TELEMETRY_DISABLED: "1" }, ["NODE_ENV"]);
  const around = { env: plainEnv, layout, signal };
  await installDependencies(around);
  await installMissing(
    [...(env.DATABASE_URL ? [] : [mariadbNeed]), ...(env.REDIS_URL ? [] : [redisNeed])],
    around,
  );

  const secrets = openSecrets(layout.home);
  const instance = { layout, secrets, lifetime, env, serviceEnv: serviceEnvironment(env) };
  const addresses = await openServices(instance);
  const portalEnv = {
    ...plainEnv,
    DATABASE_URL: addresses.databaseUrl,
    REDIS_URL: addresses.redisUrl,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || secrets.nextauthSecret,
    NEXTAUTH_URL: env.NEXTAUTH_URL || `http://localhost:${port}`,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || secrets.serverActionsKey,
    PORT: String(port),
    DEMO: "1",
  };
  const ownerEnv = { ...portalEnv, DATABASE_ADMIN_URL: addresses.adminUrl };
  shareSettings(instance, ownerEnv);
  await runScript("Migrations", ["migrate"], { ...around, env: ownerEnv });
  await runScript("Demo data", demoScript, { ...around, env: ownerEnv });
  await build({ ...around, env: portalEnv });
  // The portal's own processes do not get the owner's rights.
  const portalOnlyEnv = withoutNames({ ...portalEnv, NODE_ENV: "production" }, ["DATABASE_ADMIN_URL"]);
  await openPortal(lifetime, layout, portalOnlyEnv, port);
  say(`Started in ${Math.round((performance.now() - begunAt) / 1000)} s.`);
  say(welcome(portalEnv.NEXTAUTH_URL, join(layout.home, "demo-logins.json")));
}

/** @param {import("./npm.mjs").Surroundings} around */
async function build(around) {
  const isBuilt = await buildWhenChanged(() => runScript("Build", ["build"], around));
  if (!isBuilt) await step("Build", ({ outcome }) => outcome("up to date"));
}
