import { wantsStacks } from "@/lib/core/env";

/** Runs a script's work: a failure is one sentence and a non-zero exit (the stack only with LOG_LEVEL=debug). */
export function runScript(name: string, work: () => Promise<void>): void {
  work().then(
    () => process.exit(0),
    (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${name}: ${text}\n`);
      if (wantsStacks() && error instanceof Error) process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
}
