import { expect, test } from "vitest";
import { DefinitionsAnswer } from "@/lib/statistics/answer-schemas";
import { businessFigures } from "@/lib/statistics/business-model";
import { listDefinitions } from "@/lib/statistics/list-definitions";
import { testContext } from "../../support/context";

test("every figure of the business statistics is defined, in the caller's language, and nothing twice", async () => {
  const zh = await listDefinitions(testContext(), {});
  const en = await listDefinitions(testContext({ locale: "en" }), {});
  DefinitionsAnswer.parse(zh);
  const keys = zh.items.map(({ group, key }) => `${group}.${key}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(businessFigures.map((figure) => `business.${figure}`)));
  expect(en.items.map(({ group, key }) => `${group}.${key}`)).toEqual(keys);
  for (const item of zh.items) expect(Object.values(item).every((text) => text.trim() !== "")).toBe(true);
  const received = (list: typeof zh) => list.items.find(({ key }) => key === "finalAmountFen")?.name;
  expect([received(zh), received(en)]).toEqual(["实收", "Amount received"]);
});

test("definitions are for whoever is signed in", async () => {
  const nobody = testContext({ actor: { type: "anonymous" } });
  await expect(listDefinitions(nobody, {})).rejects.toMatchObject({ kind: "unauthenticated" });
});
