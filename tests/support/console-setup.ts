import { afterEach, beforeEach } from "vitest";
import { takeConsoleErrors } from "./console-errors";

/** An error on the console that a test did not take with `takeConsoleErrors` fails it. */
beforeEach(() => {
  takeConsoleErrors();
});

afterEach(() => {
  const errors = takeConsoleErrors();
  if (errors.length > 0) throw new Error(`unexpected console.error:\n${errors.join("\n")}`);
});
