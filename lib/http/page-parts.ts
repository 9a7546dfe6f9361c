import type { RequestParts } from "@/lib/auth/request-context";

type Headers = { get(name: string): string | null };
type Cookies = { get(name: string): { value: string } | undefined };

/**
 * Next's headers and cookies as the parts of a request. Pages and forms are for browsers, which carry the session in the cookie:
 * an Authorization header is none of theirs, a proxy in front may even have put its own there.
 */
export function pageParts(headers: Headers, cookies: Cookies): RequestParts {
  return {
    header: (name) => (name === "authorization" ? null : headers.get(name)),
    cookie: (name) => cookies.get(name)?.value ?? null,
  };
}
