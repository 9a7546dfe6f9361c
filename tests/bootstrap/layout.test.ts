import { expect, test } from "vitest";
import { socketBytesMax, socketPath } from "../../scripts/bootstrap/layout.mjs";

test("a short folder keeps the socket beside the pid files", () => {
  expect(socketPath("/srv/portal/.data/run", "/tmp", 1000)).toBe("/srv/portal/.data/run/mariadb.sock");
});

test.each([
  ["a long folder", `/home/${"x".repeat(120)}/.data/run`, "/tmp"],
  ["a folder whose Chinese name is long only in bytes", `/home/${"店".repeat(30)}/.data/run`, "/tmp"],
  ["a long folder and a long temporary folder", `/home/${"x".repeat(120)}/run`, `/var/${"y".repeat(120)}`],
])("the socket's path fits the system's limit: %s", (_, run, temporary) => {
  expect(Buffer.byteLength(socketPath(run, temporary, 1000))).toBeLessThan(socketBytesMax);
});

test("two folders and two users never share a socket", () => {
  const long = (name: string) => `/home/${name.repeat(120)}/.data/run`;
  const paths = [
    socketPath(long("a"), "/tmp", 1),
    socketPath(long("b"), "/tmp", 1),
    socketPath(long("a"), "/tmp", 2),
  ];
  expect(new Set(paths).size).toBe(3);
});
