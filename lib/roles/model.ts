import type { Permission } from "@/lib/core/permissions";

/**
 * The roles that head office gives to everybody. Which right stands in which preset:
 *
 * | right                       | 老板 | 店长 | 店员 | 财务 | 督导 | 总部运营 | 总部审计 | grantable |
 * | --------------------------- | --- | --- | --- | --- | --- | ------ | ------ | --------- |
 * | stores.view                 | yes | yes | yes | yes | yes | yes    | yes    | yes       |
 * | stats.sales                 | yes | yes |     | yes | yes | yes    | yes    | yes       |
 * | stats.salesDownload         | yes |     |     | yes |     | yes    | yes    | yes       |
 * | stats.daysBeforeOwnership   | yes |     |     | yes |     | yes    | yes    | yes       |
 * | masterdata.import           |     |     |     |     |     | yes    |        | no        |
 * | orders.import               |     |     |     |     |     | yes    |        | no        |
 */
export const presetRoles: Readonly<Record<string, readonly Permission[]>> = {
  老板: ["stores.view", "stats.sales", "stats.salesDownload", "stats.daysBeforeOwnership"],
  店长: ["stores.view", "stats.sales"],
  店员: ["stores.view"],
  财务: ["stores.view", "stats.sales", "stats.salesDownload", "stats.daysBeforeOwnership"],
  督导: ["stores.view", "stats.sales"],
  总部运营: [
    "stores.view",
    "stats.sales",
    "stats.salesDownload",
    "stats.daysBeforeOwnership",
    "masterdata.import",
    "orders.import",
  ],
  总部审计: ["stores.view", "stats.sales", "stats.salesDownload", "stats.daysBeforeOwnership"],
};
