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
  // Dots are resolved by now: "/.//x" has become "//x", which a browser reads as another host.
  const isOwn = url.origin === base && !url.pathname.startsWith("//");
  return isOwn ? `${url.pathname}${url.search}${url.hash}` : routes.home();
}
