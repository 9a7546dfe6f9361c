/**
 * Signals a process that leads its own group, and all it started.
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} name
 */
export function signalGroup(pid, name) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone already, or (sudo) belongs to root and ends by itself.
  }
}
