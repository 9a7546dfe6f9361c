import { z } from "zod";
import { query } from "@/lib/core/verb";
import { text } from "@/lib/i18n/translate";
import { type Definition, definitionGroups } from "./home-model";

/** What every figure means, in the caller's language; the texts are those that the pages show. */
export const listDefinitions = query({
  name: "statistics.listDefinitions",
  permission: "signedIn",
  input: z.strictObject({}),
  run: async ({ locale }): Promise<{ items: Definition[] }> => ({
    items: definitionGroups.flatMap((group) =>
      figures[group].map(([key, unit, source]) => ({
        key,
        group,
        name: text(locale, `definitions.${group}.${key}.name`),
        unit: text(locale, `definitions.units.${unit}`),
        definition: text(locale, `definitions.${group}.${key}.definition`),
        formula: text(locale, `definitions.${group}.${key}.formula`),
        source: text(locale, `definitions.sources.${source}`),
        freshness: text(locale, "definitions.freshness.live"),
      })),
    ),
  }),
});

type Figure = readonly [key: string, unit: string, source: string];

/** In the order in which people meet them. */
const figures: Readonly<Record<Definition["group"], readonly Figure[]>> = {
  business: [
    ["orders", "orders", "orders"],
    ["goodsAmountFen", "yuan", "orders"],
    ["thresholdCouponFen", "yuan", "orders"],
    ["instantCouponFen", "yuan", "orders"],
    ["storeDiscountFen", "yuan", "orders"],
    ["alipayDiscountFen", "yuan", "payments"],
    ["wechatDiscountFen", "yuan", "payments"],
    ["finalAmountFen", "yuan", "orders"],
    ["wechatOrders", "orders", "payments"],
    ["wechatFen", "yuan", "payments"],
    ["alipayOrders", "orders", "payments"],
    ["alipayFen", "yuan", "payments"],
    ["cashOrders", "orders", "payments"],
    ["cashFen", "yuan", "payments"],
    ["platformOrders", "orders", "payments"],
    ["platformFen", "yuan", "payments"],
    ["otherOrders", "orders", "payments"],
    ["otherFen", "yuan", "payments"],
    ["packingFeeFen", "yuan", "orders"],
    ["deliveryFeeFen", "yuan", "orders"],
    ["subsidyFen", "yuan", "orders"],
    ["commissionFen", "yuan", "orders"],
    ["memberOrders", "orders", "orders"],
    ["refunds", "refunds", "refunds"],
    ["refundAmountFen", "yuan", "refunds"],
    ["netAmountFen", "yuan", "refunds"],
    ["averageFen", "yuan", "orders"],
    ["shareBps", "percent", "orders"],
    ["changeBps", "percent", "orders"],
    ["slots", "yuan", "slots"],
    ["cancelled", "orders", "raw"],
  ],
  sales: [
    ["amountFen", "yuan", "tickets"],
    ["weightGrams", "kilogram", "tickets"],
    ["quantity", "pieces", "tickets"],
    ["tickets", "tickets", "tickets"],
    ["averagePriceFen", "yuan", "tickets"],
    ["shareBps", "percent", "tickets"],
    ["rank", "place", "tickets"],
    ["pending", "tickets", "tickets"],
  ],
  home: [
    ["today", "yuan", "orders"],
    ["compared", "percent", "slots"],
    ["best", "place", "orders"],
    ["withoutSales", "stores", "orders"],
    ["silentStores", "stores", "uploads"],
  ],
};
