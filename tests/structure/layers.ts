import { domainOrder } from "./domain-order";

/**
 * Who may import whom inside the repository. A file belongs to the first layer whose `files` matches; what it imports must
 * match one of `may`. `$1` stands for the first group of `files`. The order of the domains is in domain-order.ts.
 */
export type Layer = { name: string; files: RegExp; may: readonly string[] };

const safeCore = "lib/core/(money|time|page|permissions)";
const formState = "lib/http/action-state";
/** A domain with many views has more than one of each, named for what they are about. */
const viewTypes = "lib/[^/]+/([a-z]+-)?(model|schemas)";
const verbs = `lib/(${domainOrder.join("|")})/(?!internal).+`;
const shells = "components/(ui|table|form|charts|layout)/.+";

export const layers: readonly Layer[] = [
  { name: "stored values", files: /^db\/enums\//, may: [] },
  { name: "columns", files: /^db\/columns\.ts$/, may: [] },
  { name: "tables", files: /^db\/schema\//, may: ["db/columns", "db/enums/.+", "db/schema/.+"] },
  { name: "database", files: /^db\//, may: ["db/.+"] },
  { name: "core", files: /^lib\/core\//, may: ["lib/core/.+", "db/.+"] },
  { name: "paths", files: /^lib\/routes\.ts$/, may: [] },
  { name: "languages", files: /^lib\/i18n\//, may: ["lib/i18n/.+", safeCore, "lib/core/context"] },
  { name: "gateways", files: /^lib\/(wechat|alipay|tabular)\//, may: ["lib/$1/.+", "lib/core/.+"] },
  {
    name: "callers",
    files: /^lib\/auth\//,
    may: [
      "lib/auth/.+",
      "lib/core/.+",
      "db/(client|schema/accounts|enums/.+)",
      "lib/accounts/.+",
      "lib/i18n/locales",
    ],
  },
  // What a form shows of its action's answer; forms are components.
  { name: "state of a form", files: /^lib\/http\/action-state\.ts$/, may: ["lib/core/errors"] },
  {
    name: "doors' makers",
    files: /^lib\/http\//,
    may: [
      "lib/http/.+",
      "lib/auth/.+",
      "lib/core/.+",
      "lib/i18n/.+",
      "lib/routes",
      // The door of API clients puts tokens around these.
      "lib/accounts/(model|log-in|refresh-token|find-session|get-me)",
    ],
  },
  {
    name: "Node entry",
    files: /^lib\/web\//,
    may: ["lib/web/.+", "lib/core/.+", "lib/i18n/locales", "db/(client|schema/core)"],
  },
  { name: "jobs", files: /^lib\/jobs\//, may: ["lib/(?!http|auth).+", "db/.+"] },
  { name: "loading", files: /^lib\/(demo|imports)\//, may: ["lib/(?!http|auth|jobs).+", "db/.+"] },
  {
    name: "browser-safe part of a domain",
    files: /^lib\/[^/]+\/([a-z]+-)?(model|schemas)\.ts$/,
    may: ["db/enums/.+", safeCore, viewTypes],
  },
  {
    name: "domain",
    files: /^lib\/([^/]+)\//,
    may: ["lib/$1/.+", "lib/core/.+", "lib/(wechat|alipay|tabular)/.+", "lib/i18n/.+", verbs, "db/.+"],
  },
  {
    name: "primitives",
    files: /^components\/ui\//,
    may: ["components/ui/.+", "lib/core/(money|time)", "lib/i18n/format"],
  },
  {
    name: "shells",
    files: /^components\/(table|form|charts|layout)\//,
    may: [shells, "lib/routes", "lib/i18n/.+", safeCore, viewTypes, formState, "db/enums/.+"],
  },
  {
    name: "components of a domain",
    files: /^components\/([^/]+)\//,
    may: [
      "components/$1/.+",
      shells,
      "lib/routes",
      "lib/i18n/.+",
      safeCore,
      viewTypes,
      formState,
      "db/enums/.+",
    ],
  },
  {
    name: "doors",
    files: /^(app\/|proxy\.ts$)/,
    may: [
      "app/.+",
      "components/.+",
      "lib/http/.+",
      "lib/auth/.+",
      "lib/routes",
      "lib/i18n/.+",
      "lib/core/(money|time|page|permissions|errors|verb|context|env)",
      verbs,
      "db/enums/.+",
    ],
  },
  { name: "bootstraps", files: /^scripts\/.+\.mjs$/, may: ["scripts/.+"] },
  { name: "scripts", files: /^scripts\//, may: ["scripts/[^/]+", "lib/.+", "db/.+"] },
  { name: "tests", files: /^tests\//, may: [".+"] },
  { name: "settings of tools", files: /^[^/]+\.(ts|mjs)$/, may: ["lib/i18n/.+"] },
];
