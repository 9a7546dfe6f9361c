import { z } from "zod";

/** The one reader of process.env. Settings are checked at first use; a wrong one names itself and what it takes. */
const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** mysql://user:password@host:port/database of the application's user. */
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  /** The same for the owner of tables and grants; needed by `migrate`, `demo` and the imports only. */
  DATABASE_ADMIN_URL: z.url({ protocol: /^(mysql|mariadb)$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(8),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** Encrypts the carrier of the session id; at least 32 characters, the same on every process. */
  NEXTAUTH_SECRET: z.string().min(32),
  /** Address under which people reach the portal. */
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** Address the web process listens on. */
  HOST: z.string().default("0.0.0.0"),
  /** Addresses or CIDR blocks of proxies in front whose forwarding headers are believed, comma separated. */
  TRUSTED_PROXIES: z.string().default(""),
  /** Seconds between "not ready" and the end of accepting requests, for the load balancer in front to notice. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(5),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** 1 in a demo: the worker keeps the demo chain alive. Refused on a database that is not marked as demo. */
  DEMO: flag,
  /** 1: every answer is checked against its schema (always so outside production). */
  CHECK_ANSWERS: flag,
  /** Hours after the end of a business day at which it is closed. */
  DAY_CLOSE_HOURS: z.coerce.number().min(0).max(48).default(6),
  /** Days after its last stored row at which a closed business day may be archived and sealed. */
  ARCHIVE_AFTER_DAYS: z.coerce.number().int().min(0).max(10_000).default(400),
  /** Folder of the archive's files; the same on all processes that take uploads. */
  ARCHIVE_DIR: z.string().min(1).default(".data/archive"),
  /** Regions and franchisees with at least so many stores get roll-ups of their own. */
  ROLLUP_STORES_MIN: z.coerce.number().int().min(1).default(100),
});
export type Env = z.output<typeof Env>;

let parsed: Env | null = null;

export function env(): Env {
  if (parsed) return parsed;
  const result = Env.safeParse(process.env);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Settings are missing or wrong. ${faults.join("; ")}`);
  }
  parsed = result.data;
  return parsed;
}

/**
 * What Next.js reads from the environment only: that signals are ours, that nothing is reported to its makers, and where
 * it reaches itself, which it would otherwise take from a header of the caller.
 */
export function setNextSettings(ownOrigin: string): void {
  Object.assign(process.env, {
    NEXT_MANUAL_SIG_HANDLE: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PRIVATE_ORIGIN: ownOrigin,
  });
}

/** Whether a script that fails shows its stack; asked without a check, because wrong settings may be what fails. */
export function wantsStacks(): boolean {
  return process.env.LOG_LEVEL === "debug";
}
