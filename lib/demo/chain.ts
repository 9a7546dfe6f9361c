import { addDays, type BusinessDay, type CutOff, daysIn } from "@/lib/core/time";
import type { BrandItem, MerchantItem, RegionItem, StoreItem } from "@/lib/masterdata/schemas";
import { latestCutOffs } from "./close-time";
import {
  demoFranchisees,
  type FormerOwners,
  formerOwnersOf,
  isLargeChain,
  type OwnersDraft,
  ownersOf,
} from "./owners";
import { type DemoCity, demoPlaces, demoStreets } from "./places";
import { type Random, randomOf } from "./random";

/** `anchor`: its last day when it was made. Days before `rawFrom` have daily rows only and are sealed. */
export type DemoPlan = {
  seed: string;
  stores: number;
  from: BusinessDay;
  anchor: BusinessDay;
  rawFrom: BusinessDay;
};

/** A store of the demo chain: its master row, who had it before, and how it trades. */
export type DemoStore = {
  item: StoreItem;
  /** Who had it before, oldest first; empty where the store never changed hands. */
  formers: readonly FormerOwners[];
  cutOffs: readonly CutOff[];
  /** Orders of an average day. */
  ordersMean: number;
  /** Share of orders that are not made at the till. */
  deliveryShare: number;
  tradesFrom: BusinessDay;
  /** Last day on which it trades; null until further notice. */
  tradesTo: BusinessDay | null;
  /** Hours of the Shanghai clock; 27 is three in the morning. */
  opensAtHour: number;
  closesAtHour: number;
};

export type DemoChain = {
  brands: BrandItem[];
  regions: RegionItem[];
  merchants: MerchantItem[];
  stores: DemoStore[];
};

/** Invented names. The second brand sells at night, so its day begins at four in the morning. */
const dayBrand = { code: "heyun", name: "禾云熟食", cutOffs: [{ fromOn: "2000-01-01", hours: 0 }] };
const nightBrand = { code: "heyun-night", name: "禾云夜市", cutOffs: [...latestCutOffs] };

/** Orders of an average store on an average day. */
const ordersMean = 40;
const sizeSpread = 0.42;

/** The whole chain, from nothing but the plan. */
export function demoChain(plan: DemoPlan): DemoChain {
  const franchisees = demoFranchisees(plan.stores);
  const sizes = storeSizes(plan);
  const { branches, cities, regions } = demoPlaces(plan.stores);
  const branchCodes = branches.map(({ code }) => code);
  const names = new Set<string>();
  const stores = Array.from({ length: plan.stores }, (_, index) => {
    const city = cities[index % cities.length];
    if (!city) throw new Error("the demo has no cities");
    const random = randomOf(`${plan.seed} store ${index}`);
    const draft: Draft = {
      days: { from: plan.from, to: plan.anchor },
      plan,
      index,
      random,
      city,
      names,
      franchisees,
      branchCode: city.branchCode,
      branchCodes,
      isLarge: isLargeChain(plan.stores),
      ordersMean: sizes[index] ?? ordersMean,
    };
    return demoStore(draft);
  });
  const merchants: MerchantItem[] = [
    merchant("HQ", "禾云总部", "headquarters"),
    ...branches.map(({ code, name }) => merchant(code, name, "branch")),
    ...franchisees,
  ];
  return { brands: [dayBrand, nightBrand], regions, merchants, stores };
}

function merchant(code: string, name: string, kind: MerchantItem["kind"]): MerchantItem {
  return { code, name, kind, phone: null, sourceVersion: 0 };
}

/** Log-normal, scaled so that the chain's mean is exact whatever was drawn. */
function storeSizes(plan: DemoPlan): number[] {
  const random = randomOf(`${plan.seed} sizes`);
  const raw = Array.from({ length: plan.stores }, () => Math.exp(sizeSpread * random.normal()));
  const mean = raw.reduce((sum, size) => sum + size, 0) / raw.length;
  return raw.map((size) => (size / mean) * ordersMean);
}

type Draft = OwnersDraft & {
  plan: DemoPlan;
  random: Random;
  city: DemoCity;
  names: Set<string>;
  ordersMean: number;
};

function demoStore(draft: Draft): DemoStore {
  const { plan, index, random, city } = draft;
  const isNight = index % 7 === 3;
  const brand = isNight ? nightBrand : dayBrand;
  const life = lifeOf(plan, index, random);
  const { street, name } = nameOf(draft);
  const { openedOn } = life;
  const owners = ownersOf(draft);
  return {
    item: {
      code: `${city.code.slice(0, 4)}${String(index + 1).padStart(plan.stores > 999 ? 5 : 3, "0")}`,
      name,
      brandCode: brand.code,
      regionCode: city.code,
      ...owners,
      lifeCycle: life.lifeCycle,
      address: `${city.name}${street}${random.between(1, 399)}号`,
      phone: "",
      longitude: null,
      latitude: null,
      openedOn,
      closedOn: life.closedOn,
      attributes: {
        面积: `${random.between(18, 96)} 平方米`,
        店型: random.pick(["街边店", "社区店", "菜场店", "商场店"]),
      },
      sourceVersion: 0,
      ownedFromOn: openedOn,
      changedOn: null,
    },
    formers: formerOwnersOf(draft, owners, openedOn),
    cutOffs: brand.cutOffs,
    ordersMean: draft.ordersMean,
    deliveryShare: 0.08 + random.next() * 0.2,
    tradesFrom: laterDay(openedOn, plan.from),
    tradesTo: life.tradesTo,
    opensAtHour: isNight ? 16 : 9,
    closesAtHour: isNight ? 27 : 21,
  };
}

type Life = {
  lifeCycle: StoreItem["lifeCycle"];
  openedOn: BusinessDay;
  closedOn: BusinessDay | null;
  tradesTo: BusinessDay | null;
};

/** Of twenty stores one is being renovated, one is closed for good, and three opened while the demo's days ran. */
function lifeOf({ from, anchor }: DemoPlan, index: number, random: Random): Life {
  const age = random.between(200, 3_000);
  const days = daysIn({ from, to: anchor });
  const openedAfter = { 5: 0.15, 11: 0.4, 18: 0.85 }[index % 20];
  const openedOn =
    openedAfter === undefined ? addDays(from, -age) : addDays(from, Math.floor(days * openedAfter));
  if (index % 20 === 13) {
    return { lifeCycle: "renovating", openedOn, closedOn: null, tradesTo: addDays(anchor, -21) };
  }
  if (index % 20 === 17) {
    const closedOn = addDays(anchor, -90);
    return { lifeCycle: "closed", openedOn, closedOn, tradesTo: addDays(closedOn, -1) };
  }
  return { lifeCycle: "open", openedOn, closedOn: null, tradesTo: null };
}

function nameOf({ random, city, names }: Draft): { street: string; name: string } {
  const street = random.pick(demoStreets);
  const plain = `${city.name}${street}店`;
  let name = plain;
  for (let number = 2; names.has(name); number += 1) name = plain.replace(/店$/, `${number}店`);
  names.add(name);
  return { street, name };
}

function laterDay(first: BusinessDay, second: BusinessDay): BusinessDay {
  if (first > second) return first;
  return second;
}
