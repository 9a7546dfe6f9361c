import type { SkuItem } from "@/lib/catalog/schemas";
import { weighedAmountFen } from "@/lib/core/money";
import type { BusinessDay } from "@/lib/core/time";
import type { DemoStore } from "./chain";
import { cumulativeOf, type Random, randomOf } from "./random";

/** What a store has on offer on a day: indexes into the goods with weights and prices at the same places. */
export type Shelf = {
  goods: readonly SkuItem[];
  places: readonly number[];
  cumulative: readonly number[];
  prices: readonly number[];
};

type Taste = { places: number[]; cumulative: number[]; pricesOf: Map<BusinessDay, number[]> };
const tastes = new WeakMap<DemoStore, { goods: readonly SkuItem[]; taste: Taste }>();

/** Of a large catalogue a store offers this many, half of them the ones that every store has. */
const offered = 80;
const everywhere = 40;

/** Every store sells with a taste of its own. */
export function shelfOf(store: DemoStore, goods: readonly SkuItem[], day: BusinessDay): Shelf {
  let known = tastes.get(store);
  if (known?.goods !== goods) {
    known = { goods, taste: tasteOf(store, goods) };
    tastes.set(store, known);
  }
  const { places, cumulative, pricesOf } = known.taste;
  let prices = pricesOf.get(day);
  if (!prices) {
    prices = places.map((place) => priceOn(goods[place], day));
    // Days are asked for in order; the last is enough.
    pricesOf.clear();
    pricesOf.set(day, prices);
  }
  return { goods, places, cumulative, prices };
}

function tasteOf(store: DemoStore, goods: readonly SkuItem[]): Taste {
  const random = randomOf(`taste ${store.item.code}`);
  const places = placesOf(random, goods.length);
  const cumulative = cumulativeOf(
    places.map((place) => (1 / (4 + (place % 16))) * Math.exp(0.45 * random.normal())),
  );
  return { places, cumulative, pricesOf: new Map() };
}

function placesOf(random: Random, count: number): number[] {
  if (count <= offered) return Array.from({ length: count }, (_, place) => place);
  const chosen = new Set(Array.from({ length: everywhere }, (_, place) => place));
  while (chosen.size < offered) chosen.add(random.between(everywhere, count - 1));
  return [...chosen];
}

function priceOn(sku: SkuItem | undefined, day: BusinessDay): number {
  let price = 0;
  for (const { fromOn, priceFen } of sku?.prices ?? []) if (fromOn <= day) price = priceFen;
  return price;
}

/** Weight or count of one line, and what it costs. */
export function measureOf(random: Random, { goods, places, prices }: Shelf, place: number) {
  const unitPriceFen = prices[place] ?? 0;
  if (goods[places[place] ?? -1]?.unit === "piece") {
    const quantity = 1 + random.poisson(0.35);
    return { weightGrams: 0, quantity, unitPriceFen, amountFen: unitPriceFen * quantity };
  }
  const weightGrams = Math.max(60, Math.round(Math.exp(Math.log(340) + 0.45 * random.normal())));
  return { weightGrams, quantity: 0, unitPriceFen, amountFen: weighedAmountFen(weightGrams, unitPriceFen) };
}
