import pino, { type Logger } from "pino";
import { env } from "./env";

let logger: Logger | null = null;

/** JSON lines in UTC. Secrets never reach a line: whole objects are not logged, and these paths are masked. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: ["password", "*.password", "token", "*.token", "authorization", "cookie", "*.secret"],
  });
  return logger;
}

type Described = { type: string; message: string; code?: unknown; stack?: string; cause?: Described };

/**
 * An error without what the libraries hang on to it: Drizzle writes the values of a statement into its message, the driver keeps
 * the whole statement, and both may hold hashes of secrets or a person's data.
 */
function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const message = withoutValues(error.message);
  const stack = error.stack?.replace(error.message, () => message);
  return {
    type: error.name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function withoutValues(message: string): string {
  return message.replace(/\nparams: [\s\S]*$/, "");
}
