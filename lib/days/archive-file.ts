import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, link, mkdir, open, unlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip, gzipSync } from "node:zlib";
import { AppError } from "@/lib/core/errors";

/**
 * An archive file is a gzip file of several members: one for each store with its rows as JSON Lines (an array per row, in the
 * order of the columns), then one line with the index, then a line of fixed length that says where the index begins. So one
 * store is read without the rest, and `zcat` still shows everything.
 */
export type ArchiveValue = string | number | boolean | null;
export type ArchivedRows = { columns: readonly string[]; rows: readonly (readonly ArchiveValue[])[] };
export type FinishedFile = { rows: number; bytes: number; contentHash: string };

type Index = { columns: readonly string[]; stores: [storeId: number, offset: number, length: number][] };

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Not compressed, so that it is as long as every other one. */
const endOf = (offset: number) => gzipSync(`${String(offset).padStart(15, "0")}\n`, { level: 0 });
const endLength = endOf(0).length;

/** Writes beside the final name; nothing stands under that name before `finish`. */
export class ArchiveFile {
  private readonly index: Index;
  private readonly hash = createHash("sha256");
  private offset = 0;
  private rows = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly partPath: string,
    private readonly finalPath: string,
    columns: readonly string[],
  ) {
    this.index = { columns, stores: [] };
  }

  static async create(finalPath: string, columns: readonly string[]): Promise<ArchiveFile> {
    await mkdir(path.dirname(finalPath), { recursive: true });
    const partPath = `${finalPath}.${randomUUID()}.part`;
    return new ArchiveFile(await open(partPath, "wx", 0o600), partPath, finalPath, columns);
  }

  /** Rows of the next store; stores come once each. */
  async add(storeId: number, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const member = await zip(`${lines.join("\n")}\n`);
    this.index.stores.push([storeId, this.offset, member.length]);
    this.rows += lines.length;
    await this.write(member);
  }

  /** The file is on the disk, whole and under its name, when this returns. Throws days.archive_running. */
  async finish(): Promise<FinishedFile> {
    const indexAt = this.offset;
    await this.write(await zip(`${JSON.stringify(this.index)}\n`));
    await this.write(endOf(indexAt));
    await this.file.sync();
    await this.file.close();
    await link(this.partPath, this.finalPath).catch(refuseTaken);
    await unlink(this.partPath);
    await syncFolders(path.dirname(this.finalPath));
    return { rows: this.rows, bytes: this.offset, contentHash: this.hash.digest("hex") };
  }

  /** Leaves nothing of what was not finished. */
  async discard(): Promise<void> {
    await this.file.close();
    await unlink(this.partPath).catch(ignoreMissing);
  }

  private async write(bytes: Buffer): Promise<void> {
    await this.file.writeFile(bytes);
    this.hash.update(bytes);
    this.offset += bytes.length;
  }
}

/** The rows of one store out of an archive file; none where it has none. */
export async function readArchiveFile(filePath: string, storeId: number): Promise<ArchivedRows> {
  const file = await open(filePath, "r");
  try {
    const { size } = await file.stat();
    const indexAt = Number(await textAt(file, size - endLength, endLength));
    const { columns, stores }: Index = JSON.parse(await textAt(file, indexAt, size - endLength - indexAt));
    const [found] = stores.filter(([id]) => id === storeId);
    if (!found) return { columns, rows: [] };
    const [, offset, length] = found;
    const lines = (await textAt(file, offset, length)).trimEnd().split("\n");
    return { columns, rows: lines.map((line) => JSON.parse(line)) };
  } finally {
    await file.close();
  }
}

/** SHA-256 of a whole file in hex. */
export async function hashArchiveFile(filePath: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(filePath)) hash.update(chunk);
  return hash.digest("hex");
}

async function textAt(file: FileHandle, position: number, length: number): Promise<string> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new Error("the file is shorter than its index says");
  return (await unzip(bytes)).toString("utf8");
}

/** A new name, and a folder made for it, last only when the folders above are written too: day, year, archive. */
async function syncFolders(folder: string): Promise<void> {
  for (const each of [folder, path.dirname(folder), path.dirname(path.dirname(folder))]) {
    const handle = await open(each, "r");
    await handle.sync();
    await handle.close();
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

function ignoreMissing(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}

/** Runs choose names that are free, so only a run at the same moment can have taken one. */
function refuseTaken(error: unknown): never {
  if (isCode(error, "EEXIST")) throw new AppError("conflict", "days.archive_running", { cause: error });
  throw error;
}
