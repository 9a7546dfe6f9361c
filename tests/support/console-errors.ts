import { format } from "node:util";

const seen: string[] = [];

console.error = (...parts: unknown[]) => {
  seen.push(format(...parts));
};

/** What was written to console.error since the last call; whoever takes it has expected it. */
export function takeConsoleErrors(): string[] {
  return seen.splice(0);
}
