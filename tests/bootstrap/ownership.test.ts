import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimRun, stopLeftover, writePidFile } from "../../scripts/bootstrap/ownership.mjs";
import { carries, worksIn } from "../../scripts/bootstrap/process-table.mjs";

// Prints once it runs, so that a test never looks at a process that is still being made.
const idle = "process.stdout.write('up'); setInterval(() => undefined, 1000)";
const children: ChildProcess[] = [];
let folder = "";
let pidFile = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ownership-"));
  pidFile = join(folder, "some.pid");
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function startIdle(program: string, args: string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    [...program.split(" "), ...args].filter((argument) => argument !== ""),
    {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  children.push(child);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child.pid ?? 0;
}

function startWithArgument(argument: string): Promise<number> {
  return startIdle("-e", [idle, "--", argument]);
}

function isRunning(pid: number): boolean {
  return children.some((child) => child.pid === pid && child.exitCode === null && child.signalCode === null);
}

test("a process is ours only by the whole argument that names our folder", async () => {
  const pid = await startWithArgument("--datadir=/srv/a b/门店/.data/mariadb");
  expect(carries("--datadir=/srv/a b/门店/.data/mariadb")(pid)).toBe(true);
  expect(carries("--datadir=/srv/a b/门店/.data/maria")(pid)).toBe(false);
  expect(carries("--datadir=/srv/a b/门店/.data/mariadb2")(pid)).toBe(false);
});

test("a process that got the number of ours is never signalled", async () => {
  const pid = await startWithArgument("--datadir=/somebody/else");
  writePidFile(pidFile, pid);
  expect(await stopLeftover(pidFile, carries("--datadir=/ours"), 1000)).toBe(false);
  expect(isRunning(pid)).toBe(true);
  expect(existsSync(pidFile)).toBe(false);
});

test("a number given out again is never signalled, even to a process that carries our argument", async () => {
  const pid = await startWithArgument("--datadir=/ours");
  writeFileSync(pidFile, `${pid} 1`);
  expect(await stopLeftover(pidFile, carries("--datadir=/ours"), 1000)).toBe(false);
  expect(isRunning(pid)).toBe(true);
});

test("a command is ours only when it works in our folder", async () => {
  const pid = await startWithArgument("any");
  expect(worksIn(folder)(pid)).toBe(true);
  expect(worksIn(folder.slice(0, -1))(pid)).toBe(false);
  expect(worksIn(join(folder, "deeper"))(pid)).toBe(false);
});

test("a left-over process of ours is ended and has ended when the call returns", async () => {
  const pid = await startWithArgument("--datadir=/ours");
  writePidFile(pidFile, pid);
  expect(await stopLeftover(pidFile, carries("--datadir=/ours"), 5000)).toBe(true);
  expect(carries("--datadir=/ours")(pid)).toBe(false);
  expect(existsSync(pidFile)).toBe(false);
});

test("a left-over process that ignores SIGTERM is ended all the same", async () => {
  const pid = await startIdle("-e", [
    `process.on("SIGTERM", () => undefined); ${idle}`,
    "--",
    "--datadir=/ours",
  ]);
  writePidFile(pidFile, pid);
  expect(await stopLeftover(pidFile, carries("--datadir=/ours"), 200)).toBe(true);
  expect(carries("--datadir=/ours")(pid)).toBe(false);
});

test.each(["", "abc", "0 1", "1 1", "-1 1", "999999999 1"])(
  "a pid file that holds '%s' means nothing is left over",
  async (text) => {
    writeFileSync(pidFile, text);
    expect(await stopLeftover(pidFile, carries("--datadir=/ours"), 1000)).toBe(false);
  },
);

test("a second run in the same folder is refused while the first lives", async () => {
  const script = join(folder, "start.mjs");
  writeFileSync(script, idle);
  const pid = await startIdle("start.mjs", []);
  writePidFile(pidFile, pid);
  expect(() => claimRun(pidFile, script, "npm start")).toThrow(
    `already running in this folder (process ${pid})`,
  );
  expect(readFileSync(pidFile, "utf8")).toMatch(new RegExp(`^${pid} `));
});

test("the claim of a run that was killed does not stand in the way, and a claim is given back", () => {
  writeFileSync(pidFile, "999999999 1");
  const release = claimRun(pidFile, join(folder, "start.mjs"), "npm start");
  expect(readFileSync(pidFile, "utf8")).toMatch(new RegExp(`^${process.pid} `));
  release();
  expect(existsSync(pidFile)).toBe(false);
});
