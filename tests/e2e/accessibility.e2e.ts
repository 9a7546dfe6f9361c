import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { allStates } from "./support/states";
import { test } from "./support/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on any page and state in the ${theme} theme`, { tag: "@phone" }, async ({
    page,
    login,
    demo,
    isMobile,
  }) => {
    test.slow();
    for (const state of await allStates(demo)) {
      await test.step(state.name, async () => {
        const window = state.who === null ? page : await login(state.who);
        await window.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await state.arrange(window, isMobile);
        await expectNoFindings(window, `${state.name}, ${theme}`);
        if (window !== page) await window.context().close();
      });
    }
  });
}

test("no page scrolls sideways, whatever its state", { tag: "@phone-only" }, async ({ page, login, demo }) => {
  for (const state of await allStates(demo)) {
    await test.step(state.name, async () => {
      const window = state.who === null ? page : await login(state.who);
      await state.arrange(window, true);
      const widths = await window.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(widths[0], state.name).toBeLessThanOrEqual(390);
      if (window !== page) await window.context().close();
    });
  }
});

async function expectNoFindings(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(found, where).toEqual([]);
}
