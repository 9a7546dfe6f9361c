import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { send, sendRaw, startEntry } from "./entry-server";

const mib = 1024 * 1024;

function* parts(count: number, bytes: number): Generator<Buffer> {
  for (let part = 0; part < count; part += 1) yield Buffer.alloc(bytes, "a");
}

/** Answers how many bytes reached the handler, or keeps why they did not. */
async function startCounting() {
  const faults: string[] = [];
  const { port } = await startEntry({
    handler: async (req, res) => {
      try {
        res.end(String((await buffer(req)).length));
      } catch (error) {
        faults.push(String(error));
        res.end("0");
      }
    },
  });
  return { port, faults };
}

/** A caller in a process of its own, so that it sends while the server is at work, and reads nothing before it is done. */
async function sendFromElsewhere(port: number, declared: string): Promise<string> {
  const script = `
    const socket = require("node:net").connect({ port: ${port}, host: "127.0.0.1" });
    socket.pause();
    const chunk = Buffer.alloc(${mib / 4}, "a");
    const isChunked = ${declared.startsWith("Transfer")};
    socket.on("error", (error) => { process.stdout.write(error.code); process.exit(); });
    socket.write("POST / HTTP/1.1\\r\\nHost: a\\r\\n${declared}\\r\\n\\r\\n");
    const sendPart = (left) => {
      if (left === 0) return socket.pipe(process.stdout);
      if (isChunked) socket.write(chunk.length.toString(16) + "\\r\\n");
      socket.write(chunk);
      socket.write(isChunked ? "\\r\\n" : "", () => setImmediate(sendPart, left - 1));
    };
    sendPart(12);`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  return text(child.stdout);
}

describe("bodies", () => {
  it("at the limit reach the handler whole, declared or chunked", async () => {
    const { port } = await startCounting();
    const declared = await send(port, {
      method: "POST",
      headers: { "content-length": String(mib) },
      body: parts(16, mib / 16),
    });
    expect([declared.status, declared.body]).toEqual([200, String(mib)]);
    const chunked = await send(port, { method: "POST", body: parts(16, mib / 16) });
    expect([chunked.status, chunked.body]).toEqual([200, String(mib)]);
  });

  it("declared over the limit are refused before the handler is asked", async () => {
    const { port, faults } = await startCounting();
    const answer = await send(port, {
      path: "/api/x",
      method: "POST",
      headers: { "content-length": String(mib + 16), "accept-language": "en" },
      body: parts(16, mib / 16 + 1),
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toEqual({
      code: 1413,
      message: "The request is too large; send less at once.",
      reason: "common.body_too_large",
      requestId: answer.headers["x-request-id"],
    });
    expect(answer.headers).toMatchObject({
      connection: "close",
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(faults).toEqual([]);
  });

  it("that turn out over the limit are refused while they come, and the handler never sees a cut one", async () => {
    const { port, faults } = await startCounting();
    const answer = await send(port, { method: "POST", body: parts(32, mib / 16) });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body).message).toBe("提交的内容太大，请减少后重试");
    await expect.poll(() => faults.length).toBe(1);
  });

  it.each(["Content-Length: 3145728", "Transfer-Encoding: chunked"])(
    "over the limit are answered even to a caller who listens only after all is said: %s",
    async (declared) => {
      const { port } = await startCounting();
      expect(await sendFromElsewhere(port, declared)).toMatch(/^HTTP\/1\.1 413 /);
    },
  );

  it("without end are cut off", async () => {
    const { port } = await startCounting();
    const answer = await send(port, { method: "POST", body: parts(1024, mib / 16) });
    expect(answer.status).toBe(413);
  });

  it("of callers without an account are smaller", async () => {
    const { port } = await startCounting();
    const body = () => parts(1, 20 * 1024);
    expect((await send(port, { path: "/api/mbi/login", method: "POST", body: body() })).status).toBe(413);
    expect((await send(port, { path: "/api/mbi/stores", method: "POST", body: body() })).status).toBe(200);
  });

  it("announced by Expect are asked for only within the limit", async () => {
    const { port } = await startCounting();
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
    expect(await sendRaw(port, `${head(2)}ab`)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
    expect(await sendRaw(port, head(2 * mib))).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe("requests that are refused before the handler is asked", () => {
  it.each([
    ["a path with an encoded slash", "GET /a%2f..%2fb HTTP/1.1\r\nHost: a", 400, 1403],
    ["a path with an empty segment", "GET //evil.example HTTP/1.1\r\nHost: a", 400, 1403],
    ["a target that is a whole address", "GET http://evil.example/ HTTP/1.1\r\nHost: a", 400, 1403],
    ["no host", "GET / HTTP/1.1", 400, 1403],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: a/b", 400, 1403],
    ["an origin that is none", "POST / HTTP/1.1\r\nHost: a\r\nOrigin: nowhere", 400, 1403],
    ["an expectation that nobody meets", "GET / HTTP/1.1\r\nHost: a\r\nExpect: more", 417, 1403],
    ["a method that nobody needs", "TRACE / HTTP/1.1\r\nHost: a", 405, 1405],
    ["a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a", 405, 1405],
    ["a WebSocket", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket", 400, 1403],
    ["headers over 16 KiB", `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${"a".repeat(17_000)}`, 431, 1413],
    ["what is not HTTP", "hello", 400, 1403],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2", 400, 1403],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
      400,
      1403,
    ],
  ])("%s", async (_, head, status, code) => {
    let isAsked = false;
    const { port } = await startEntry({
      handler: (_req, res) => {
        isAsked = true;
        res.end();
      },
    });
    const [first = "", ...rest] = head.split("\r\n");
    const raw = await sendRaw(port, `${[first, ...rest, "Connection: close"].join("\r\n")}\r\n\r\n`);
    const [answerHead = "", body = ""] = raw.split("\r\n\r\n");
    expect(answerHead).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answerHead.toLowerCase()).toContain("x-content-type-options: nosniff");
    expect(answerHead.toLowerCase()).toContain("cache-control: no-store");
    expect(JSON.parse(body)).toMatchObject({ code, reason: expect.stringMatching(/^common\./) });
    expect(isAsked).toBe(false);
  });

  it("an upgrade that may be ignored is", async () => {
    const { port } = await startEntry();
    const answer = await send(port, { headers: { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c" } });
    expect([answer.status, answer.body]).toEqual([200, "page"]);
  });

  it("rubbish behind a request gets no answer into the one that has begun", async () => {
    const { port } = await startEntry({ handler: (_req, res) => void res.write("begun") });
    const socket = connect(port, "127.0.0.1");
    const all = text(socket);
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(socket, "data");
    socket.write("rubbish\r\n\r\n");
    expect((await all).match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});
