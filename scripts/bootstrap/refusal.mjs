/** A failure told to the person in its own words, without a stack. */
export class Refusal extends Error {}

/** The person (or the system) asked for the end. */
export class Interrupted extends Error {}

const fileSystemCodes = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"]);

/**
 * What to print about an error. Anything unexpected keeps its stack: it is a fault of these scripts.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (error instanceof Refusal) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (fileSystemCodes.has(code))
    return `The file system refused: ${error.message}. Check owner and space of the folder.`;
  return error.stack ?? error.message;
}
