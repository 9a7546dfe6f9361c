import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { readTrustedProxies } from "@/lib/web/client-address";
import type { EntryOptions } from "@/lib/web/entry";
import { send, sendRaw, startEntry } from "./entry-server";

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** What the handler gets to see of a request. */
async function seenBy(
  headers: Record<string, string>,
  options: Partial<EntryOptions> = {},
): Promise<IncomingHttpHeaders> {
  const { port } = await startEntry({
    ...options,
    handler: (req, res) => void res.end(JSON.stringify(req.headers)),
  });
  return JSON.parse((await send(port, { headers })).body);
}

const spoofed = {
  host: "portal.example.com",
  forwarded: "for=1.2.3.4",
  "x-forwarded-for": "1.2.3.4",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "444",
  "x-real-ip": "1.2.3.4",
  "x-client-address": "1.2.3.4",
  "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  "x-nonce": "mine",
  "x-rewrite-url": "/admin",
  "x-original-url": "/admin",
  "x-invoke-path": "/admin",
};

describe("what a handler learns of a caller", () => {
  it("is true and complete where a stranger claims to be somebody else", async () => {
    const headers = await seenBy(spoofed);
    expect(headers).toMatchObject({
      host: "portal.example.com",
      "x-client-address": "127.0.0.1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "portal.example.com",
      "x-forwarded-proto": "http",
      "x-forwarded-port": "80",
    });
    const claimed = ["forwarded", "x-real-ip", "x-middleware-subrequest", "x-nonce", "x-rewrite-url"];
    for (const name of [...claimed, "x-original-url", "x-invoke-path"])
      expect(headers).not.toHaveProperty(name);
  });

  it("is a trusted proxy's word on address, host, protocol and port, and on nothing else", async () => {
    const headers = await seenBy(
      { ...spoofed, "x-forwarded-for": "6.6.6.6, 198.51.100.4", "x-forwarded-host": "a.example:444" },
      { isTrusted: readTrustedProxies("127.0.0.0/8") },
    );
    expect(headers).toMatchObject({
      "x-client-address": "198.51.100.4",
      "x-forwarded-for": "198.51.100.4",
      "x-forwarded-host": "a.example:444",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "444",
    });
    for (const name of ["x-real-ip", "x-nonce", "x-middleware-subrequest"])
      expect(headers).not.toHaveProperty(name);
  });

  it("carries the caller's request id where it is one, and the answer echoes it", async () => {
    const { port } = await startEntry({ handler: (req, res) => void res.end(req.headers["x-request-id"]) });
    const own = await send(port, { headers: { "x-request-id": "terminal-17.4" } });
    expect([own.body, own.headers["x-request-id"]]).toEqual(["terminal-17.4", "terminal-17.4"]);
    const made = await send(port, { headers: { "x-request-id": "short" } });
    expect(made.body).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.headers["x-request-id"]).toBe(made.body);
  });
});

describe("the fixed headers", () => {
  const handler: EntryOptions["handler"] = (req, res) => {
    if (req.url === "/fault") throw new Error("planted");
    if (req.url === "/rejects") return Promise.reject(new Error("planted"));
    res.statusCode = req.url === "/missing" ? 404 : 200;
    res.end();
  };

  it.each([
    ["/", 200],
    ["/missing", 404],
    ["/fault", 500],
    ["/rejects", 500],
    ["/a//b", 400],
    ["/api/mbi/me", 200],
    ["/api/health/live", 200],
    ["/api/health/ready", 200],
  ])("stand on the answer to %s", async (path, status) => {
    const { port } = await startEntry({ handler });
    const answer = await send(port, { path });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(everywhere);
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers).not.toHaveProperty("strict-transport-security");
  });

  it("tell browsers to stay with https where the portal is reached by it", async () => {
    const { port } = await startEntry({ isSecure: true });
    const answer = await send(port);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
    expect(await sendRaw(port, "no http\r\n\r\n")).toContain("Strict-Transport-Security: max-age=31536000");
  });

  it("of an API forbid everything to a browser and to caches, once each, unless the handler allows a cache", async () => {
    const { port } = await startEntry({
      handler: (req, res) => {
        if (req.url === "/api/kept") res.appendHeader("cache-control", "private, max-age=60");
        res.writeHead(200, { "content-type": "application/json" });
        res.end("{}");
      },
    });
    const plain = await send(port, { path: "/api/plain" });
    expect(plain.headers["cache-control"]).toBe("no-store");
    expect(plain.headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
    expect((await send(port, { path: "/api/kept" })).headers["cache-control"]).toBe("private, max-age=60");
    const page = await send(port, { path: "/stores" });
    expect(page.headers).not.toHaveProperty("content-security-policy");
    expect(page.headers).not.toHaveProperty("cache-control");
  });

  it("cannot be taken away or doubled by the handler", async () => {
    const { port } = await startEntry({
      handler: (_req, res) => {
        res.setHeader("x-frame-options", "SAMEORIGIN");
        res.appendHeader("x-content-type-options", "sniff");
        res.removeHeader("referrer-policy");
        res.end();
      },
    });
    expect((await send(port)).headers).toMatchObject(everywhere);
  });
});

it("a fault of the handler is answered in the product's form and tells nothing about itself", async () => {
  const { port } = await startEntry({
    handler: () => {
      throw new Error("planted secret");
    },
  });
  const { body, headers } = await send(port, { path: "/api/x", headers: { "accept-language": "en" } });
  expect(JSON.parse(body)).toEqual({
    code: 1500,
    message: expect.stringContaining("went wrong on our side"),
    reason: "common.internal",
    requestId: headers["x-request-id"],
  });
});
