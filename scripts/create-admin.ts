import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "@/db/client";
import { createSuperAccount } from "@/lib/accounts/create-super-account";
import { systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { assertDatabaseReady } from "@/lib/core/start-check";
import texts from "@/lib/i18n/messages/errors.en.json";
import { runScript } from "./run-script";

const usage = "Usage: npm run create-admin -- --account NUMBER --name NAME [--merchant-name NAME]";

/** Makes the super account of a new platform and shows its one-time password, once. */
runScript("create-admin", async () => {
  const input = readInput(process.argv.slice(2));
  await assertDatabaseReady();
  const database = openDatabase(env().DATABASE_URL, "job", 1);
  try {
    const { accountNumber, merchantCode, password } = await createSuperAccount(
      systemContext("create-admin", database),
      input,
    );
    process.stdout.write(
      `The super account of head office (${merchantCode}) is made.\n  account   ${accountNumber}\n  password  ${password}\n` +
        `It is shown this once and must be changed at the first log-in at ${env().NEXTAUTH_URL}.\n`,
    );
  } catch (error) {
    throw error instanceof AppError ? new Error(sentenceOf(error), { cause: error }) : error;
  } finally {
    await closeDatabase(database);
  }
});

function readInput(args: string[]) {
  const { account, name, "merchant-name": merchantName } = parse(args);
  if (account === undefined || name === undefined) throw new Error(usage);
  return { accountNumber: account, realName: name, ...(merchantName === undefined ? {} : { merchantName }) };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { account: text, name: text, "merchant-name": text } }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error} ${usage}`, { cause: error });
  }
}

/** Reasons of this verb take no values; other messages are sentences of the schema library already. */
function sentenceOf(error: AppError): string {
  const { fields = [] } = error.extras;
  return [textOf(error.reason), ...fields.map((field) => `${field.path}: ${textOf(field.message)}`)].join(
    "\n  ",
  );
}

function textOf(reason: string): string {
  const [domain = "", name = ""] = reason.split(".");
  const groups: Record<string, Record<string, string>> = texts.errors;
  return groups[domain]?.[name] ?? reason;
}
