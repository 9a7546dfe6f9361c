import type { Connection, RowDataPacket } from "mysql2/promise";

/**
 * Asserts what correctness rests on before anything is served. Throws one sentence that says what is wrong and what to do.
 * Source of the limits: MariaDB 10.11 is the oldest version the product is tested with.
 */
export async function assertServerFit(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `select version() as version, @@global.innodb_flush_log_at_trx_commit as flushAtCommit, @@global.log_bin as logBin,
      @@global.sync_binlog as syncBinlog, @@global.innodb_rollback_on_timeout as rollbackOnTimeout,
      @@character_set_database as charset`,
  );
  const [found] = rows;
  if (!found) throw new Error("The database server did not tell its settings.");
  const version = String(found.version);
  if (!isVersionFit(version))
    throw new Error(`The database is ${version}; MariaDB 10.11 or newer is needed.`);
  if (found.flushAtCommit !== 1)
    throw wrongSetting("innodb_flush_log_at_trx_commit", "1", found.flushAtCommit);
  if (found.logBin === 1 && found.syncBinlog !== 1) throw wrongSetting("sync_binlog", "1", found.syncBinlog);
  if (found.rollbackOnTimeout !== 1) throw wrongSetting("innodb_rollback_on_timeout", "ON", "OFF");
  if (found.charset !== "utf8mb4") {
    throw new Error(`The database's character set is ${found.charset}; create it with utf8mb4.`);
  }
}

export function isVersionFit(version: string): boolean {
  const match = /^(\d+)\.(\d+)\..*MariaDB/i.exec(version);
  if (!match) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 10 || (major === 10 && minor >= 11);
}

function wrongSetting(name: string, wanted: string, found: unknown): Error {
  return new Error(`The database server runs with ${name}=${found}; set it to ${wanted} and start it again.`);
}
