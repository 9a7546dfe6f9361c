import { expect } from "@playwright/test";
import { routes } from "@/lib/routes";
import { test } from "./support/test";
import { openWatch } from "./support/watch";

test("the watch of all journeys sees what scripts, console, requests and content policy complain of", async ({
  browser,
}) => {
  const watch = openWatch();
  const context = await browser.newContext();
  watch.on(context);
  const page = await context.newPage();
  await page.goto(routes.login());
  expect(watch.unexpected()).toEqual([]);
  await page.evaluate(async () => {
    window.setTimeout(() => {
      throw new Error("planted fault");
    });
    const picture = new Image();
    picture.src = "https://other.example/picture.png";
    await fetch("/api/mbi/stores");
  });
  const complaints = () => watch.unexpected().join("\n");
  await expect.poll(complaints).toContain("script: planted fault");
  await expect.poll(complaints).toContain("Content Security Policy");
  await expect.poll(complaints).toMatch(/response: 401 .+\/api\/mbi\/stores/);
  watch.expectTrouble("401");
  expect(complaints()).not.toContain("401");
  await context.close();
});
