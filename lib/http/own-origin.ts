import type { RequestParts } from "@/lib/auth/request-context";
import { isHttps } from "@/lib/auth/tokens";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** A write that a cookie vouches for must come from a page of ours; a browser always says where it comes from. */
export function assertOwnOrigin(parts: RequestParts): void {
  const origin = parts.header("origin");
  if (origin === null || !isOwn(origin, parts)) throw new AppError("forbidden", "access.foreign_origin");
}

/**
 * The address of the settings. Without https there is often more than one (localhost, the machine's own address): then also the
 * host that the page was asked from.
 */
function isOwn(origin: string, parts: RequestParts): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin === new URL(env().NEXTAUTH_URL).origin) return true;
  return !isHttps() && url.protocol === "http:" && url.host === parts.header("host");
}
