import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { checkProperty } from "../../support/property";
import { live } from "./play";
import { openStage, type Stage } from "./stage";
import { seasons, steps, twoJanuaries } from "./steps";

/** A history that fails is lived through many times more, to find a shorter one that fails too. */
const patienceMs = 600_000;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage("histories");
});

afterAll(() => stage.close());

const anySeason = (length: { min: number; max: number }) =>
  fc
    .constantFrom(...seasons)
    .chain((season) => steps(season, length).map((history) => ({ season, history })));

test(
  "after any history, crashes included, daily rows and every slice are what the raw rows say",
  async () => {
    await checkProperty(
      "short histories",
      fc.asyncProperty(anySeason({ min: 20, max: 80 }), async ({ season, history }) => {
        await live(stage, season, history);
      }),
      60,
    );
  },
  patienceMs,
);

test(
  "so are they after a year has passed between the days of a history",
  async () => {
    await checkProperty(
      "histories over two Januaries",
      fc.asyncProperty(steps(twoJanuaries, { min: 20, max: 60 }), async (history) => {
        await live(stage, twoJanuaries, history);
      }),
      1,
    );
  },
  patienceMs,
);
