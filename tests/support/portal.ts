import { readFileSync } from "node:fs";
import type { TestSettings } from "./settings";

export const portalFile = ".data/test/e2e-portal.json";

/** The portal that the browser tests run against: `loginsFile` holds the demo's accounts in the clear. */
type Portal = { url: string; loginsFile: string; settings: TestSettings };

export function readPortal(): Portal {
  return JSON.parse(readFileSync(portalFile, "utf8"));
}
