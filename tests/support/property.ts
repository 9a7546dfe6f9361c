import fc from "fast-check";

/**
 * Checks a property and prints its seed, so that a run can be had again: PROPERTY_SEED=<seed> npx vitest run <file>.
 * `cases` is the least number; PROPERTY_FACTOR multiplies it for long runs. PROPERTY_ENDS=1 leaves a failure as it was found
 * instead of looking for a smaller one.
 */
export async function checkProperty<T>(
  name: string,
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  cases: number,
): Promise<void> {
  const seed = Number(process.env.PROPERTY_SEED ?? (Date.now() ^ (process.pid << 8)) | 0);
  const numRuns = Math.ceil(cases * Number(process.env.PROPERTY_FACTOR ?? 1));
  process.stdout.write(`property "${name}": ${numRuns} cases, seed ${seed}\n`);
  const endOnFailure = process.env.PROPERTY_ENDS === "1";
  await fc.assert(property as fc.IAsyncProperty<T>, { seed, numRuns, endOnFailure });
}
