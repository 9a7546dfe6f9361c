import { parseArgs } from "node:util";
import { type Browser, type CDPSession, chromium, devices } from "@playwright/test";
import { routes } from "@/lib/routes";
import config from "../../playwright.config";
import { credentialsOf } from "../e2e/support/people";
import { loginBrowser } from "../support/browser";
import { readPortal } from "../support/portal";
import setUp from "../support/portal-setup";
import { median } from "./measure";

/**
 * How long a phone on slow 4G waits for today's figures: 1.6 Mbit/s down, 750 kbit/s up, 150 ms a round trip, a processor four
 * times as slow, nothing in the cache. Prints medians over `--runs` (7) in milliseconds since the navigation. With `--url` and
 * `--cookie` it measures a portal that runs already; else it starts one with the demo of 20 stores.
 */
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
const processorSlowdown = 4;
const wantedMs = 2_500;

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "7" }, url: { type: "string" }, cookie: { type: "string" } },
});

/** Runs in the page: marks the frame after the one in which the fourth figure stood on the screen. */
const watchFigures = `
  requestAnimationFrame(function look() {
    const box = document.querySelectorAll("main section h2 + p")[3]?.getBoundingClientRect();
    requestAnimationFrame(box?.height > 0 ? () => performance.mark("figures") : look);
  });
`;

type Run = { answer: number; firstPaint: number; figures: number; bytes: number; loaded: number };

if (options.url && options.cookie) {
  await measureAll(options.url, options.cookie);
} else {
  const takeDown = await setUp();
  try {
    const { url } = readPortal();
    const { cookies } = await loginBrowser(url, credentialsOf("headquarters"));
    await measureAll(url, [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  } finally {
    await takeDown();
  }
}

async function measureAll(url: string, cookie: string): Promise<void> {
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  const runs: Run[] = [];
  // The first request of a process compiles what later ones find ready; it is nobody's wait.
  await measure(browser, url, cookie);
  for (let run = 0; run < Number(options.runs); run += 1) runs.push(await measure(browser, url, cookie));
  await browser.close();
  const middle = (key: keyof Run) => Math.round(median(runs.map((run) => run[key])));
  process.stdout.write(
    `${[
      `runs ${runs.length}, slow 4G, processor ÷ ${processorSlowdown}`,
      `first byte of the page  ${middle("answer")} ms`,
      `first paint             ${middle("firstPaint")} ms`,
      `today's figures         ${middle("figures")} ms (wanted: ${wantedMs})`,
      `bytes until then        ${middle("bytes")}`,
      `all loaded              ${middle("loaded")} ms`,
      `figures, every run      ${runs.map((run) => Math.round(run.figures)).join(" ")}`,
    ].join("\n")}\n`,
  );
  if (middle("figures") > wantedMs) process.exitCode = 1;
}

async function measure(browser: Browser, url: string, cookie: string): Promise<Run> {
  const context = await browser.newContext({
    ...devices["Desktop Chrome"],
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
  });
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: processorSlowdown });
  const received = countBytes(session);
  await page.addInitScript({ content: watchFigures });
  await page.goto(new URL(routes.home(), url).href, { waitUntil: "load" });
  const times = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return {
      origin: performance.timeOrigin,
      answer: navigation?.responseStart ?? Number.NaN,
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      figures: performance.getEntriesByName("figures")[0]?.startTime ?? Number.NaN,
      loaded: navigation?.loadEventEnd ?? Number.NaN,
    };
  });
  await context.close();
  const { origin, ...run } = times;
  return { ...run, bytes: received(origin + run.figures) };
}

/** Bytes on the wire up to an instant (milliseconds of the clock). */
function countBytes(session: CDPSession): (until: number) => number {
  const parts: { at: number; bytes: number }[] = [];
  session.on("Network.dataReceived", ({ encodedDataLength }) =>
    parts.push({ at: Date.now(), bytes: encodedDataLength }),
  );
  return (until) => parts.filter(({ at }) => at <= until).reduce((sum, { bytes }) => sum + bytes, 0);
}
