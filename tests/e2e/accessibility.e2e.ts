import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { allStates } from "./support/states";
import { test } from "./support/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const { name, who, arrange } of allStates) {
  test(`axe finds nothing on ${name} in either theme, and it does not scroll sideways`, {
    tag: "@phone",
  }, async ({ page, login, demo, isMobile }) => {
    const own = who === null ? page : await login(typeof who === "string" ? who : await who(demo));
    await own.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await arrange(own, { demo, isMobile });
    await expectNoFindings(own);
    await own.emulateMedia({ colorScheme: "dark" });
    await expect(own.locator("html")).toHaveClass(/dark/);
    await expectNoFindings(own);
    const width = await own.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(own.viewportSize()?.width ?? 0);
  });
}

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(rules)
    // Guards of Base UI's layers hand the focus on in the moment they get it; nobody ever stands on one.
    .exclude("[data-base-ui-focus-guard]")
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
    [],
  );
}
