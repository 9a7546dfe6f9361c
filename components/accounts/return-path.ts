import { routes } from "@/lib/routes";

/**
 * Where to go after log-in. Only a path of this site: it starts with a single "/" and, read by a browser, stays on
 * the same origin ("//x", "/\x" and control characters would leave it).
 */
export function returnPath(callbackUrl: string | undefined): string {
  if (callbackUrl === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(callbackUrl)) return routes.home();
  if (callbackUrl.includes("\\") || callbackUrl.startsWith(routes.login())) return routes.home();
  const base = "https://same.invalid";
  const url = new URL(callbackUrl, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : routes.home();
}
