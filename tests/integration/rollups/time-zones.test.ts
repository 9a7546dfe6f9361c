import { expect, test } from "vitest";
import { runInZone, sessionZone } from "../../support/zones";

/** What has to do with days, run once more as it is. */
const files = [
  "tests/integration/rollups/histories.test.ts",
  "tests/integration/rollups/summer-time.test.ts",
  "tests/integration/rollups/session-zone.test.ts",
  "tests/integration/orders/day-histories.test.ts",
  "tests/integration/days/settling.test.ts",
  "tests/integration/days/horizon.test.ts",
];

const zones = [
  { name: "UTC", offset: "+00:00" },
  { name: "Asia/Shanghai", offset: "+08:00" },
  { name: "America/Los_Angeles", offset: "-08:00" },
];

test.each(zones)(
  "the same tests of days and histories pass for a process and a database in $name",
  async (zone) => {
    expect(sessionZone()).toBeUndefined();
    const { code, output } = await runInZone(zone, files, 0.06);
    expect(output).toContain(`process in ${zone.name}, sessions begin in ${zone.offset}`);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  },
  180_000,
);
