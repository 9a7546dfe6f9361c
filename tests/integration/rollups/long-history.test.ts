import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkProperty } from "../../support/property";
import { live } from "./play";
import { openStage, type Stage } from "./stage";
import { seasons, steps } from "./steps";

const patienceMs = 600_000;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage("long_history");
});

afterAll(() => stage.close());

const histories = fc
  .constantFrom(...seasons)
  .chain((season) => steps(season, { min: 2_000, max: 2_200 }).map((history) => ({ season, history })));

test(
  "after one history of 2,000 events daily rows and every slice are what the raw rows say",
  async () => {
    await checkProperty(
      "long histories",
      fc.asyncProperty(histories, async ({ season, history }) => {
        const uploads = history.filter((step) => step.kind === "upload").length;
        process.stdout.write(`${season.name}: ${history.length} events, ${uploads} of them uploads\n`);
        expect(uploads).toBeGreaterThan(1_000);
        await live(stage, season, history);
      }),
      1,
    );
  },
  patienceMs,
);
