import { closeDatabase, openDatabase } from "@/db/client";
import { type Ctx, systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import type { ImportOptions } from "./import-stores";
import { openProgress } from "./progress";
import { FileRefused } from "./read-csv";
import { openRemarks, type RemarkLog, remarkText } from "./report";

type Request = { name: string; file: string; isDryRun: boolean; reportFile: string | null };

/** Gives an import its database, progress line and report; `work` answers the sentences to end with. */
export async function runImport(
  { name, file, isDryRun, reportFile }: Request,
  work: (ctx: Ctx, options: ImportOptions) => Promise<string[]>,
): Promise<void> {
  const remarks = openRemarks(reportFile);
  const database = openDatabase(env().DATABASE_URL, "job", 4);
  const progress = openProgress("lines");
  try {
    const sentences = await work(systemContext(name, database), {
      file,
      isDryRun,
      remarks,
      progress: (done, all) => progress.show(done, all),
    });
    progress.end();
    print([...shownRemarks(remarks), ...sentences, ...(isDryRun ? ["Dry run: nothing was stored."] : [])]);
  } catch (error) {
    progress.end();
    if (error instanceof FileRefused)
      throw new Error(`${file} was refused: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await remarks.close();
    await closeDatabase(database);
  }
}

function shownRemarks({ shown, count }: RemarkLog): string[] {
  const more = count - shown.length;
  return [
    ...shown.map(remarkText),
    ...(more > 0 ? [`… and ${more} more; --report FILE takes them all.`] : []),
  ];
}

function print(sentences: string[]): void {
  process.stdout.write(sentences.map((sentence) => `${sentence}\n`).join(""));
}
