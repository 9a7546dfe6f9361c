// Imports nothing, so that even a Node far too old reaches its sentence instead of a syntax error elsewhere.

const oldest = [20, 19];

/**
 * The sentence to print when this Node is too old, else null.
 * @param {string} version as in process.versions.node
 * @returns {string | null}
 */
export function nodeVersionProblem(version) {
  const parts = version.split(".").map(Number);
  const major = Number(parts[0]);
  const minor = Number(parts[1]);
  const isRecent = major > Number(oldest[0]) || (major === oldest[0] && minor >= Number(oldest[1]));
  if (isRecent) return null;
  return `Node ${oldest.join(".")} or newer is needed, this is ${version}: install a newer Node and run this again.`;
}
