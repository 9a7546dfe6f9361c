import type { Connection } from "mysql2/promise";
import { expect, test } from "vitest";
import { assertServerFit, isVersionFit } from "@/lib/core/database-check";

const fit = {
  version: "10.11.19-MariaDB-0+deb12u1",
  flushAtCommit: 1,
  logBin: 0,
  syncBinlog: 0,
  rollbackOnTimeout: 1,
  charset: "utf8mb4",
};

function serverThatSays(parts: Partial<typeof fit>): Connection {
  return { query: async () => [[{ ...fit, ...parts }]] } as unknown as Connection;
}

test.each([
  ["10.11.0-MariaDB", true],
  ["10.11.19-MariaDB-0+deb12u1", true],
  ["11.4.2-MariaDB", true],
  ["10.10.7-MariaDB", false],
  ["10.6.18-MariaDB-log", false],
  ["9.99.1-MariaDB", false],
  ["8.0.36", false],
  ["", false],
])("version %j is fit: %s", (version, isFit) => {
  expect(isVersionFit(version)).toBe(isFit);
});

test("a server with all that correctness rests on is taken", async () => {
  await expect(assertServerFit(serverThatSays({}))).resolves.toBeUndefined();
  await expect(assertServerFit(serverThatSays({ logBin: 1, syncBinlog: 1 }))).resolves.toBeUndefined();
});

test.each([
  [{ version: "10.6.1-MariaDB" }, "MariaDB 10.11 or newer is needed"],
  [{ flushAtCommit: 2 }, "innodb_flush_log_at_trx_commit=2; set it to 1"],
  [{ logBin: 1, syncBinlog: 0 }, "sync_binlog=0; set it to 1"],
  [{ rollbackOnTimeout: 0 }, "innodb_rollback_on_timeout=OFF; set it to ON"],
  [{ charset: "latin1" }, "character set is latin1; create it with utf8mb4"],
])("a server without it is refused with what is wrong and what to do: %j", async (parts, sentence) => {
  await expect(assertServerFit(serverThatSays(parts))).rejects.toThrow(sentence);
});
