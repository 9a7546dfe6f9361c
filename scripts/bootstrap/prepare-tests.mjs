import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installMissing } from "./apt.mjs";
import { serviceEnvironment, withoutNames } from "./environment.mjs";
import { openLayout, root } from "./layout.mjs";
import { installDependencies } from "./npm.mjs";
import { claimRun } from "./ownership.mjs";
import { chromiumNeed, findProgram, mariadbNeed, redisNeed } from "./packages.mjs";
import { openSecrets } from "./secrets.mjs";
import { openTestServices, stopLeftoverServices, stopLeftoverStep } from "./services.mjs";

// What somebody set for a portal must not reach the tests.
const portalVariables = [
  "NODE_ENV",
  "DATABASE_URL",
  "DATABASE_ADMIN_URL",
  "REDIS_URL",
  "NEXTAUTH_URL",
  "PORT",
  "DEMO",
];

/**
 * Installs what the chosen stages need and starts their services.
 * @param {import("./stages.mjs").Stage[]} chosen
 * @param {import("./lifetime.mjs").Lifetime} lifetime
 * @param {import("./environment.mjs").Environment} env
 */
export async function prepareTests(chosen, lifetime, env) {
  const layout = openLayout(join(root, ".data", "test"));
  const releaseClaim = claimRun(join(layout.run, "test.pid"), join(root, "scripts", "test.mjs"), "npm test");
  lifetime.onClose(async () => releaseClaim());
  await stopLeftoverStep(layout);
  await stopLeftoverServices(layout);
  const needsServices = chosen.some((stage) => stage.needsServices);
  const needsChromium = chosen.some((stage) => stage.runner === "playwright") && !env.CHROMIUM_PATH;
  // The portal's secrets serve here too, so that a build made by either command fits both.
  const secrets = openSecrets(join(root, ".data"));
  /** @type {import("./environment.mjs").Environment} */
  const stageEnv = {
    ...withoutNames(env, portalVariables),
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.serverActionsKey,
  };
  const around = { env: stageEnv, layout, signal: lifetime.signal };
  await installDependencies(around);
  const needs = [
    ...(needsServices ? [mariadbNeed, redisNeed] : []),
    ...(needsChromium ? [chromiumNeed] : []),
  ];
  await installMissing(needs, around);
  stageEnv.CHROMIUM_PATH = env.CHROMIUM_PATH || findChromium(env);
  if (needsServices) {
    const instance = { layout, secrets, lifetime, env, serviceEnv: serviceEnvironment(env) };
    const addresses = await openTestServices(instance);
    stageEnv.DATABASE_URL = addresses.databaseUrl;
    stageEnv.DATABASE_ADMIN_URL = addresses.adminUrl;
    stageEnv.REDIS_URL = addresses.redisUrl;
  }
  const reports = join(layout.home, "reports");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports);
  return { layout, stageEnv, reports };
}

/** @param {import("./environment.mjs").Environment} env */
function findChromium(env) {
  return chromiumNeed.anyOf.map((name) => findProgram(name, env)).find((path) => path !== null) ?? undefined;
}
