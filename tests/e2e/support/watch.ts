import type { BrowserContext } from "@playwright/test";

/** What went wrong in the windows of a test without anybody asking for it. */
export type Watch = {
  on(context: BrowserContext): void;
  /** From here on this is expected: part of the message, as in the list that a failure prints. */
  expectTrouble(text: string | RegExp): void;
  unexpected(): string[];
};

/** Collects errors of scripts and on the console, where the content policy complains too, and requests that fail or are refused. */
export function openWatch(): Watch {
  const seen: string[] = [];
  const expected: (string | RegExp)[] = [];
  return {
    on: (context) => watchContext(context, (message) => seen.push(message)),
    expectTrouble: (text) => expected.push(text),
    unexpected: () => seen.filter((message) => !expected.some((text) => message.match(text) !== null)),
  };
}

function watchContext(context: BrowserContext, report: (message: string) => void): void {
  context.on("weberror", (error) => report(`script: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    report(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("requestfailed", (request) => {
    const text = request.failure()?.errorText ?? "";
    // A page that is left stops what it was loading.
    if (text !== "net::ERR_ABORTED") report(`request: ${request.url()} ${text}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) report(`response: ${response.status()} ${response.url()}`);
  });
}
