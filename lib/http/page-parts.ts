import type { RequestParts } from "@/lib/auth/request-context";

type Headers = { get(name: string): string | null };
type Cookies = { get(name: string): { value: string } | undefined };

/** Next's headers and cookies as the parts of a request. */
export function pageParts(headers: Headers, cookies: Cookies): RequestParts {
  return { header: (name) => headers.get(name), cookie: (name) => cookies.get(name)?.value ?? null };
}
