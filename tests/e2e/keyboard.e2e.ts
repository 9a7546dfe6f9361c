import { expect, type Locator, type Page } from "@playwright/test";
import { presetRange } from "@/components/form/date-presets";
import { shanghaiDate } from "@/lib/core/time";
import { routes } from "@/lib/routes";
import { credentialsOf } from "./support/people";
import { expectPageShowsItsAddress } from "./support/sales";
import { test } from "./support/test";

const lastMonth = presetRange("lastMonth", shanghaiDate(new Date()));

test("from the log-in to a file with nothing but the keyboard, and the focus is always in sight", async ({
  page,
  demo,
}) => {
  const { account, password } = credentialsOf("headquarters");
  const [store] = await demo.stores();
  await page.goto(routes.login());
  await tabTo(page, page.getByRole("textbox", { name: "账号" }));
  await page.keyboard.type(account);
  await tabTo(page, page.getByRole("textbox", { name: "密码" }));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(routes.home());
  await tabTo(page, page.getByRole("link", { name: "销售统计" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "销售统计", level: 1 })).toBeVisible();
  await page.reload();

  // The first stop of a page leads past its navigation.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: /^近7天/ }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "上月" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(routes.salesStats(`from=${lastMonth.from}&to=${lastMonth.to}`));

  await tabTo(page, page.getByRole("button", { name: "全部 20 家门店" }));
  await page.keyboard.press("Enter");
  const picker = page.getByRole("dialog", { name: "选择门店" });
  const search = picker.getByRole("combobox", { name: "搜索门店" });
  await expect(search).toBeFocused();
  await page.keyboard.type(store?.code ?? "");
  await expect(picker.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await tabTo(page, picker.getByRole("button", { name: "看这 1 家" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`&stores=${store?.code}$`));

  const tickets = page.getByRole("columnheader", { name: "称重单数" });
  await tabTo(page, tickets.getByRole("link"));
  await page.keyboard.press("Enter");
  await expect(tickets).toHaveAttribute("aria-sort", "descending");
  await expectPageShowsItsAddress(page);

  await tabTo(page, page.getByRole("button", { name: "下载" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Excel (XLSX)" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await expect(page.getByRole("menu")).toBeHidden();
});

test("the list of the picker is walked with arrows, and Escape gives the focus back", async ({
  login,
  demo,
}) => {
  const [first, second] = await demo.stores();
  const page = await login("headquarters");
  await page.goto(routes.salesStats());
  const trigger = page.getByRole("button", { name: "全部 20 家门店" });
  await trigger.focus();
  await page.keyboard.press("Enter");
  const picker = page.getByRole("dialog", { name: "选择门店" });
  await expect(picker.getByRole("option")).toHaveCount(20);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(picker.getByRole("option", { selected: true })).toHaveText([
    new RegExp(first?.code ?? "-"),
    new RegExp(second?.code ?? "-"),
  ]);
  await page.keyboard.press("Escape");
  await expect(picker).toBeHidden();
  await expect(trigger).toBeFocused();
  await expect(page).toHaveURL(routes.salesStats());
});

const stopsMax = 80;

/** Tabs until the target has the focus; every stop on the way must show that it has it and must not be covered. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < stopsMax; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    expect(await page.evaluate(faultOfFocus), "stop of the focus").toBeNull();
  }
  throw new Error(`${target} was not reached by ${stopsMax} stops`);
}

/** Runs in the page: null, or what hides the focus. */
function faultOfFocus(): string | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const name = element.outerHTML.slice(0, 160);
  const box = element.getBoundingClientRect();
  // Guards that keep the focus inside a layer are stops of no size.
  if (box.width <= 1 || box.height <= 1) return null;
  if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 1.5) return `no outline: ${name}`;
  const [x, y] = [box.left + Math.min(box.width, 600) / 2, box.top + Math.min(box.height, 600) / 2];
  const above = document.elementFromPoint(x, y);
  const isCovered = above !== null && !element.contains(above) && !above.contains(element);
  return isCovered ? `covered by ${above.outerHTML.slice(0, 80)}: ${name}` : null;
}
