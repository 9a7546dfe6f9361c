import { randomBytes } from "node:crypto";

/** A code that no other row has: prefix and ten random characters. */
export function randomCode(prefix: string): string {
  return `${prefix}${randomBytes(5).toString("hex").toUpperCase()}`;
}

/** A mobile number that no other account has. */
export function randomPhone(): string {
  return `19${String(randomBytes(6).readUIntBE(0, 6) % 1_000_000_000).padStart(9, "0")}`;
}

export function randomHash(): string {
  return randomBytes(32).toString("hex");
}

/** When minted rows were written. */
export const mintedAt = new Date("2026-01-01T00:00:00.000Z");
export const lifecycle = { createdAt: mintedAt, updatedAt: mintedAt };
