import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/core/errors";

/** Argon2id as OWASP names it: 19 MiB, two passes, one lane. The library hashes on its own threads. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Two cores: more hashes at once would only make every one of them slower. */
const concurrencyMax = 2;
/** A few seconds of work; whoever comes later is told so at once instead of waiting in vain. */
const waitingMax = 200;
let running = 0;
const waiting: (() => void)[] = [];

export async function hashPassword(plain: string): Promise<string> {
  return limited(() => hash(composed(plain), options));
}

/** Does the same work where there is no account, so that time does not tell whether one exists. */
export async function verifyPassword(passwordHash: string | null, plain: string): Promise<boolean> {
  const known = passwordHash ?? (await dummyHash());
  const isRight = await limited(() => verify(known, composed(plain)));
  return isRight && passwordHash !== null;
}

/** No letter or digit that reads like another: it is read from a screen or a text message and typed. */
const readable = "abcdefghjkmnpqrstuvwxyz23456789";
const oneTimeLength = 14;

/** A password for one log-in, of about 69 random bits. */
export function oneTimePassword(): string {
  return Array.from({ length: oneTimeLength }, () => readable[randomInt(readable.length)]).join("");
}

/** Keyboards differ in how they put a character together and in its width; the password is the same. */
function composed(plain: string): string {
  return plain.normalize("NFKC");
}

let dummy: Promise<string> | null = null;
function dummyHash(): Promise<string> {
  dummy ??= hash("no account has this password", options);
  return dummy;
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= waitingMax)
    throw new AppError("unavailable", "common.overloaded", { retryAfterSeconds: 5 });
  while (running >= concurrencyMax) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
