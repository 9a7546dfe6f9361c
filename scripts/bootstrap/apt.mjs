import { join } from "node:path";
import { endOfLog } from "./log-file.mjs";
import { findProgram, installSentence, missingPackages } from "./packages.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

// Debian starts a server as soon as it is installed unless policy-rc.d says no (101); ours are private instances.
// A machine with a policy of its own keeps it.
const installCommands = `
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get -q -o DPkg::Lock::Timeout=300 update
apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
`;

/**
 * Installs what is missing, in one go; where this user may not, says what to run.
 * @param {import("./packages.mjs").Need[]} needs
 * @param {import("./npm.mjs").Surroundings} around
 */
export async function installMissing(needs, { env, layout, signal }) {
  const isPresent = (/** @type {string} */ name) => findProgram(name, env) !== null;
  const packages = missingPackages(needs, isPresent);
  if (packages.length === 0) return;
  const prefix = isPresent("apt-get") ? await rootPrefix(env) : null;
  if (prefix === null) throw new Refusal(installSentence(packages, isPresent("apt-get")));
  await step(`Install ${packages.join(", ")}`, async ({ note }) => {
    const log = join(layout.logs, "apt.log");
    const [command = "sh", ...args] = [...prefix, "sh", "-c", installCommands, "sh", ...packages];
    const { code } = await run(command, args, { env, signal, isPatient: true, log, note });
    const isFilled = missingPackages(needs, isPresent).length === 0;
    if (code !== 0 || !isFilled)
      throw new Refusal(`apt-get did not install ${packages.join(", ")}. ${endOfLog(log)}`);
  });
}

/**
 * What to put before a command to run it as root, or null when this user may not.
 * @param {import("./environment.mjs").Environment} env
 * @returns {Promise<string[] | null>}
 */
async function rootPrefix(env) {
  if (process.getuid?.() === 0) return [];
  const { code } = await run("sudo", ["-n", "true"], { env });
  return code === 0 ? ["sudo", "-n"] : null;
}
