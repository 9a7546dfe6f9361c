import { type NextRequest, NextResponse } from "next/server";
import { routes } from "@/lib/routes";

const sessionCookies = [
  "next-auth.session-token",
  "__Secure-next-auth.session-token",
  "__Host-next-auth.session-token",
];

/** Comfort and the page's content policy; whether somebody may see something is decided by the verbs. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy(nonce);
  if (needsLogIn(request)) {
    const redirect = NextResponse.redirect(loginUrl(request));
    redirect.headers.set("content-security-policy", policy);
    return redirect;
  }
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-page-path", pathOf(request));
  // Next reads the nonce out of the request's policy and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)"],
};

/** The cookie's presence only; an old or forged one is turned away by the page itself. */
function needsLogIn(request: NextRequest): boolean {
  if (request.nextUrl.pathname === routes.login()) return false;
  return !sessionCookies.some((name) => request.cookies.has(name) || request.cookies.has(`${name}.0`));
}

function loginUrl(request: NextRequest): URL {
  const url = new URL(routes.login(), request.url);
  const path = pathOf(request);
  if (path !== routes.home()) url.searchParams.set("callbackUrl", path);
  return url;
}

/** Where to come back to after a log-in; pages cannot see their own address. */
function pathOf(request: NextRequest): string {
  return `${request.nextUrl.pathname}${request.nextUrl.search}`;
}

/**
 * `'unsafe-inline'` for styles only: Recharts and Base UI place layers by style attributes, which no nonce can cover,
 * and a style cannot run code. React needs eval in development alone.
 */
function contentPolicy(nonce: string): string {
  // biome-ignore lint/style/noProcessEnv: Next replaces this name when it builds; it is no setting of ours.
  const evalInDevelopment = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalInDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}
