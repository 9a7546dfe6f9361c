import { hash, verify } from "@node-rs/argon2";

/** Argon2id as OWASP names it: 19 MiB, two passes, one lane. The library hashes on its own threads. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Two cores: more hashes at once would only make every one of them slower. */
const concurrencyMax = 2;
let running = 0;
const waiting: (() => void)[] = [];

export async function hashPassword(plain: string): Promise<string> {
  return limited(() => hash(plain, options));
}

/** Does the same work where there is no account, so that time does not tell whether one exists. */
export async function verifyPassword(passwordHash: string | null, plain: string): Promise<boolean> {
  const known = passwordHash ?? (await dummyHash());
  const isRight = await limited(() => verify(known, plain));
  return isRight && passwordHash !== null;
}

let dummy: Promise<string> | null = null;
function dummyHash(): Promise<string> {
  dummy ??= hashPassword("no account has this password");
  return dummy;
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  while (running >= concurrencyMax) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
