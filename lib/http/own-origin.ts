import type { RequestParts } from "@/lib/auth/request-context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** A write that a cookie vouches for must come from a page of ours; a browser always says where it comes from. */
export function assertOwnOrigin(parts: RequestParts): void {
  const origin = parts.header("origin");
  if (origin !== null && (origin === new URL(env().NEXTAUTH_URL).origin || hostOf(origin) === parts.header("host"))) return;
  throw new AppError("forbidden", "access.foreign_origin");
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
