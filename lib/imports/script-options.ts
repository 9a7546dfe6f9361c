import { parseArgs } from "node:util";

type Shape = Record<string, { type: "string" | "boolean" }>;

/** Options of a script; a wrong one, or a missing one that is needed, is answered with the usage sentence. */
export function scriptOptions<const S extends Shape>(
  args: string[],
  options: S,
  needed: readonly (keyof S & string)[],
  usage: string,
) {
  const values = parse(args, options, usage);
  const missing = needed.find((name) => typeof values[name] !== "string" || values[name] === "");
  if (missing !== undefined) throw new Error(`--${missing} is missing. ${usage}`);
  return {
    text: (name: keyof S & string): string | null => {
      const value = values[name];
      return typeof value === "string" ? value : null;
    },
    flag: (name: keyof S & string): boolean => values[name] === true,
  };
}

function parse(args: string[], options: Shape, usage: string): Record<string, unknown> {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Error(`${sentence?.replace(/\.?$/, ".")} ${usage}`, { cause: error });
  }
}
