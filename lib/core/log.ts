import pino, { type Logger } from "pino";
import { env } from "./env";

let logger: Logger | null = null;

/** JSON lines in UTC. Secrets never reach a line: whole objects are not logged, and these paths are masked. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["password", "*.password", "token", "*.token", "authorization", "cookie", "*.secret"],
  });
  return logger;
}
