/** A client of a web process as a browser is one: it keeps cookies, sends its Origin and does not follow redirects. */
export type Browser = {
  url: string;
  cookies: Map<string, string>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export type BearerClient = {
  url: string;
  token: string;
  refreshToken: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export type Credentials = { account: string; password: string };

export function openBrowser(url: string): Browser {
  const cookies = new Map<string, string>();
  return {
    url,
    cookies,
    fetch: async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (cookies.size > 0)
        headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
      const isRead = ["GET", "HEAD"].includes(init.method ?? "GET");
      if (!isRead && !headers.has("origin")) headers.set("origin", url);
      const response = await fetch(new URL(path, url), { redirect: "manual", ...init, headers });
      for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
      return response;
    },
  };
}

/** Logs in as the log-in page does; a refused log-in gives a browser without a session. */
export async function loginBrowser(url: string, credentials: Credentials): Promise<Browser> {
  const browser = openBrowser(url);
  const answer = await browser.fetch("/api/auth/csrf");
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  await browser.fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...credentials, csrfToken, callbackUrl: url, json: "true" }),
  });
  return browser;
}

/** Logs in as a program does, by POST /api/mbi/login. */
export async function loginBearer(url: string, credentials: Credentials): Promise<BearerClient> {
  const response = await fetch(new URL("/api/mbi/login", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(credentials),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`log-in refused: ${JSON.stringify(answer)}`);
  const { token, refreshToken } = (answer as { data: { token: string; refreshToken: string } }).data;
  return { url, token, refreshToken, fetch: (path, init = {}) => fetchAs(url, token, path, init) };
}

/** Calls with a bearer token. */
function fetchAs(url: string, token: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  return fetch(new URL(path, url), { redirect: "manual", ...init, headers });
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...settings] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  const value = pair.slice(at + 1);
  const isGone = value === "" || settings.some((setting) => /^max-age=0$/i.test(setting));
  if (isGone) cookies.delete(name);
  else cookies.set(name, value);
}
