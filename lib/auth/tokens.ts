import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/core/env";

/**
 * Carriers of the session's secret: encrypted (A256GCM, keys derived from NEXTAUTH_SECRET per purpose), holding nothing else.
 * What the secret opens is looked up at each request.
 */
const bearerSalt = "mbi.bearer";
export const bearerSeconds = 3_600;

export async function encodeBearer(sessionToken: string): Promise<string> {
  return encode({
    token: { sid: sessionToken },
    secret: env().NEXTAUTH_SECRET,
    salt: bearerSalt,
    maxAge: bearerSeconds,
  });
}

export type Carrier =
  | { state: "read"; sessionToken: string }
  | { state: "expired" }
  | { state: "unreadable" };

export async function decodeBearer(token: string): Promise<Carrier> {
  return read(token, bearerSalt);
}

export async function decodeBrowser(token: string): Promise<Carrier> {
  return read(token, "");
}

async function read(token: string, salt: string): Promise<Carrier> {
  try {
    const payload = await decode({ token, secret: env().NEXTAUTH_SECRET, salt });
    return typeof payload?.sid === "string"
      ? { state: "read", sessionToken: payload.sid }
      : { state: "unreadable" };
  } catch (error) {
    // The library throws for whatever it cannot open; only "expired" is told apart, so that a client knows to refresh.
    const isExpired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
    return { state: isExpired ? "expired" : "unreadable" };
  }
}

/** The next-auth cookie; `__Host-` binds it to this very host on https. */
export function sessionCookieName(): string {
  return isHttps() ? "__Host-next-auth.session-token" : "next-auth.session-token";
}

export function knownBrowserCookieName(): string {
  return isHttps() ? "__Host-known-browser" : "known-browser";
}

export function isHttps(): boolean {
  return env().NEXTAUTH_URL.startsWith("https:");
}
