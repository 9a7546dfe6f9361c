import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const startMs = 60_000;
const stopMs = 40_000;
const outputLinesMax = 200;

export type RunningProcess = {
  pid: number;
  /** The last lines that it wrote. */
  output(): string;
  /** Asks it to end and waits until it has; answers its exit code, null after a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};
export type RunningWeb = RunningProcess & { url: string };

/** Starts a built web process on a free port and waits until it is ready. */
export async function startWeb(parts: { env?: Record<string, string> } = {}): Promise<RunningWeb> {
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build to test; run `npm run build` first.");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    NEXTAUTH_URL: url,
    CHECK_ANSWERS: "1",
  };
  const running = startProcess("scripts/web.ts", { ...own, ...parts.env });
  try {
    await waitUntilReady(`${url}/api/health/ready`, running);
  } catch (error) {
    await running.stop("SIGKILL");
    throw error;
  }
  return { ...running, url };
}

/** Starts a worker process. */
export function startWorker(parts: { env?: Record<string, string> } = {}): RunningProcess {
  return startProcess("scripts/worker.ts", { NODE_ENV: "production", ...parts.env });
}

/** Runs a script to its end; throws with what it wrote unless it succeeds. */
export async function runScriptToEnd(
  script: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<string> {
  const running = startProcess(script, env, args);
  const code = await running.ended;
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${running.output()}`);
  return running.output();
}

function startProcess(script: string, env: Record<string, string>, args: readonly string[] = []) {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = keepOutput(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
    child.once("error", (error) => {
      lines.push(error.message);
      resolve(null);
    });
  });
  // A test run that is itself ended must not leave processes behind.
  const endChild = () => child.kill("SIGKILL");
  process.once("exit", endChild);
  child.once("close", () => process.off("exit", endChild));
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    output: () => lines.join("\n"),
    stop: (signal: NodeJS.Signals = "SIGTERM") => stopChild(child, ended, signal),
  };
}

function keepOutput(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line !== ""));
      lines.splice(0, lines.length - outputLinesMax);
    });
  }
  return lines;
}

async function stopChild(child: ChildProcess, ended: Promise<number | null>, signal: NodeJS.Signals) {
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), stopMs);
  try {
    return await ended;
  } finally {
    clearTimeout(late);
  }
}

async function waitUntilReady(
  url: string,
  running: { hasEnded(): boolean; output(): string },
): Promise<void> {
  const end = Date.now() + startMs;
  while (Date.now() < end) {
    if (running.hasEnded())
      throw new Error(`The web process ended before it was ready:\n${running.output()}`);
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error(`The web process was not ready within ${startMs / 1000} s:\n${running.output()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
