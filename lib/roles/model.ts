import type { Permission } from "@/lib/core/permissions";

const figures = ["stats.sales", "stats.business"] as const;
const files = ["stats.salesDownload", "stats.businessDownload"] as const;

/**
 * The roles that head office gives to everybody. Which right stands in which preset:
 *
 * | right                       | 老板 | 店长 | 店员 | 财务 | 督导 | 总部运营 | 总部审计 | grantable |
 * | --------------------------- | --- | --- | --- | --- | --- | ------ | ------ | --------- |
 * | stores.view                 | yes | yes | yes | yes | yes | yes    | yes    | yes       |
 * | stats.sales                 | yes | yes |     | yes | yes | yes    | yes    | yes       |
 * | stats.salesDownload         | yes |     |     | yes |     | yes    | yes    | yes       |
 * | stats.business              | yes | yes |     | yes | yes | yes    | yes    | yes       |
 * | stats.businessDownload      | yes |     |     | yes |     | yes    | yes    | yes       |
 * | stats.daysBeforeOwnership   | yes |     |     | yes |     | yes    | yes    | yes       |
 * | masterdata.import           |     |     |     |     |     | yes    |        | no        |
 * | orders.import               |     |     |     |     |     | yes    |        | no        |
 * | days.adjust                 |     |     |     |     |     | yes    |        | no        |
 */
export const presetRoles: Readonly<Record<string, readonly Permission[]>> = {
  老板: ["stores.view", ...figures, ...files, "stats.daysBeforeOwnership"],
  店长: ["stores.view", ...figures],
  店员: ["stores.view"],
  财务: ["stores.view", ...figures, ...files, "stats.daysBeforeOwnership"],
  督导: ["stores.view", ...figures],
  总部运营: [
    "stores.view",
    ...figures,
    ...files,
    "stats.daysBeforeOwnership",
    "masterdata.import",
    "orders.import",
    "days.adjust",
  ],
  总部审计: ["stores.view", ...figures, ...files, "stats.daysBeforeOwnership"],
};
