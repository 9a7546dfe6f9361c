import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkProperty } from "../../support/property";
import { play } from "./play";
import { openStage, type Stage } from "./stage";
import { type Season, type Step, seasons, steps } from "./steps";
import { tablesAsText } from "./tables";

const patienceMs = 300_000;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage("reordering");
});

afterAll(() => stage.close());

const histories = fc
  .constantFrom<Season>(...seasons)
  .chain((season) => steps(season, { min: 10, max: 60 }).map((history) => ({ season, history })));

test(
  "in whatever order the same uploads come, daily rows and slices are the same",
  async () => {
    let lines = 0;
    await checkProperty(
      "reordered histories",
      fc.asyncProperty(histories, fc.infiniteStream(fc.nat(1_000_000)), async ({ season, history }, keys) => {
        const once = withoutLuck(history);
        await play(stage, season, once);
        const tables = await tablesAsText(stage.db);
        await play(
          stage,
          season,
          reordered(once, () => Number(keys.next().value)),
        );
        expect(await tablesAsText(stage.db)).toEqual(tables);
        lines += tables.length;
      }),
      15,
    );
    expect(lines).toBeGreaterThan(0);
  },
  patienceMs,
);

/**
 * Without what makes the order matter by right: of two items with one number the first wins, a cut-off fixes the day of what
 * comes after it, and a crash takes an upload away.
 */
function withoutLuck(history: readonly Step[]): Step[] {
  const seen = new Set<string>();
  return history.filter((step) => {
    if (step.kind === "cutOff" || step.kind === "crash" || step.kind === "again") return false;
    if (step.kind !== "upload") return true;
    const { kind } = step.deed;
    const number = `${step.store} ${kind} ${numberOf(step.deed)}`;
    if (seen.has(number)) return false;
    seen.add(number);
    return true;
  });
}

function numberOf(deed: Extract<Step, { kind: "upload" }>["deed"]): number {
  if (deed.kind === "order") return deed.order;
  if (deed.kind === "event") return deed.event;
  return deed.kind === "refund" ? deed.refund : deed.ticket;
}

/** The uploads in another order and at other places among the rest, whose own order stays. */
function reordered(history: readonly Step[], key: () => number): Step[] {
  const shuffled = <T>(items: readonly T[]) =>
    items.map((item) => ({ item, at: key() })).sort((a, b) => a.at - b.at);
  const uploads = shuffled(history.filter((step) => step.kind === "upload")).map(({ item }) => item);
  const others = history.filter((step) => step.kind !== "upload");
  const places = shuffled(history.map((step) => step.kind === "upload"));
  return places.flatMap(({ item: isUpload }) => (isUpload ? uploads.shift() : others.shift()) ?? []);
}
