import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { assertPortFree, findFreePort, parsePort } from "../../scripts/bootstrap/port.mjs";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

test("no PORT means 3000", () => {
  expect(parsePort(undefined)).toBe(3000);
  expect(parsePort("")).toBe(3000);
});

test.each(["1", "8080", "65535"])("PORT=%s is taken as it is", (text) => {
  expect(parsePort(text)).toBe(Number(text));
});

test.each(["0", "65536", "-1", "1.5", "80 ", "0x50", "abc", "1e3"])("PORT=%s is refused by name", (text) => {
  expect(() => parsePort(text)).toThrow(`PORT is "${text}"`);
});

test.each(["127.0.0.1", undefined])(
  "a port somebody listens on (%s) is refused before anything is started",
  async (host) => {
    const port = await findFreePort();
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen({ port, host }, resolve));
    await expect(assertPortFree(port)).rejects.toThrow(`Port ${port} is in use`);
  },
);

test("a free port passes and stays free", async () => {
  const port = await findFreePort();
  await assertPortFree(port);
  await assertPortFree(port);
});
