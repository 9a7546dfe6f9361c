import { expect, test } from "vitest";
import {
  checkExternal,
  externalDatabase,
  externalRedis,
  parseAddress,
} from "../../scripts/bootstrap/external.mjs";

test("host and port are read, the usual port where none is given", () => {
  expect(parseAddress(externalDatabase, "mysql://u:p@db.example:3307/x")).toMatchObject({
    host: "db.example",
    port: 3307,
  });
  expect(parseAddress(externalDatabase, "mariadb://u:p@db.example/x")).toMatchObject({ port: 3306 });
  expect(parseAddress(externalRedis, "redis://[::1]")).toMatchObject({ host: "::1", port: 6379 });
  expect(parseAddress(externalRedis, "rediss://cache.example")).toMatchObject({ isEncrypted: true });
});

test.each(["", "db.example", "postgres://u:secret@db.example/x", "rediss://:secret@db.example", "mysql://"])(
  "DATABASE_URL '%s' is refused by name, and a password is not repeated",
  (url) => {
    expect(() => parseAddress(externalDatabase, url)).toThrow("DATABASE_URL is not an address");
    expect(() => parseAddress(externalDatabase, url)).not.toThrow("secret");
  },
);

test("an end asked for while waiting for an external database is the reason told", async () => {
  const controller = new AbortController();
  const check = checkExternal(externalDatabase, "mysql://u:p@127.0.0.1:1/x", controller.signal);
  controller.abort(new Error("interrupted"));
  await expect(check).rejects.toThrow("interrupted");
});

test("what answers is told apart: a database's greeting, Redis with and without password, a web server", () => {
  const greeting = Buffer.from([74, 0, 0, 0, 10, 53]);
  expect(externalDatabase.isAnswer(greeting)).toBe(true);
  expect(externalDatabase.isAnswer(Buffer.from("HTTP/1.1 400 Bad Request"))).toBe(false);
  expect(externalRedis.isAnswer(Buffer.from("+PONG\r\n"))).toBe(true);
  expect(externalRedis.isAnswer(Buffer.from("-NOAUTH Authentication required.\r\n"))).toBe(true);
  expect(externalRedis.isAnswer(greeting)).toBe(false);
});
