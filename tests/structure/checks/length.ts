import type { Source } from "../source";

const testLinesMax = 500;
const linesMax = 300;

/** Files that have grown beyond what one reads at once; biome counts the lines of functions. */
export function checkLength(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    const max = path.startsWith("tests/") ? testLinesMax : linesMax;
    return lines > max ? [`${path} has ${lines} lines, at most ${max}`] : [];
  });
}
