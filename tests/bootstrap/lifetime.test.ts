import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const bootstrap = join(import.meta.dirname, "..", "..", "scripts", "bootstrap");

// A real process, because the guarantee is about signals: it opens two things, the second ends when told.
const program = `
import { once } from "node:events";
const { openLifetime, untilEnded } = await import(${JSON.stringify(join(bootstrap, "lifetime.mjs"))});
const lifetime = openLifetime({});
const keepAlive = setInterval(() => undefined, 1000);
lifetime.onClose(async () => console.log("database ended"));
lifetime.onClose(async () => {
  console.log("web ends");
  await once(process.stdin, "data");
  console.log("web ended");
});
console.log("up");
await untilEnded(lifetime.signal).catch((error) => console.log(error.constructor.name));
await lifetime.close();
clearInterval(keepAlive);
process.exit(0);
`;

test("Ctrl-C ends things in the reverse order, and more of them do not break that off", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lifetime-"));
  const path = join(folder, "program.mjs");
  writeFileSync(path, program);
  const child = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (text.includes("up")) child.kill("SIGINT");
    // A second within a moment counts as the same key press, so this one comes later.
    if (text.includes("web ends")) setTimeout(() => child.kill("SIGINT"), 1500);
    if (text.includes("Already stopping")) child.stdin.write("end now");
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  rmSync(folder, { recursive: true });
  expect(code).toBe(0);
  expect(output.trim().split("\n")).toEqual([
    "up",
    "Stopping.",
    "Interrupted",
    "web ends",
    "Already stopping: the services are being ended in order, please wait.",
    "web ended",
    "database ended",
  ]);
});
