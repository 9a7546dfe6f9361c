/**
 * Environment variables. Node's own type is not used: Next.js makes NODE_ENV obligatory in it.
 * @typedef {{ [name: string]: string | undefined }} Environment
 */

/**
 * @param {Environment} env
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnv(env) {
  return /** @type {NodeJS.ProcessEnv} */ (env);
}

/**
 * @param {Environment} env
 * @param {string[]} names
 * @returns {Environment}
 */
export function withoutNames(env, names) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/**
 * What servers may see of the environment: settings meant for other MariaDB or Redis clients stay out.
 * @param {Environment} env
 * @returns {Environment}
 */
export function serviceEnvironment(env) {
  const kept = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "USER", "LOGNAME"];
  return Object.fromEntries(Object.entries(env).filter(([name]) => kept.includes(name)));
}
