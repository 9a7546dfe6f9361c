import { addDays, type BusinessDay, type CutOff, daysIn } from "@/lib/core/time";
import type { BrandItem, MerchantItem, StoreItem } from "@/lib/masterdata/schemas";
import { demoBranches, demoCities, demoStreets } from "./places";
import { type Random, randomOf } from "./random";

export type DemoPlan = { seed: string; stores: number; from: BusinessDay; anchor: BusinessDay };

/** A store of the demo chain: its master row, who had it before, and how it trades. */
export type DemoStore = {
  item: StoreItem;
  /** Who had it up to, not including, a day; null where the store never changed hands. */
  former: { ownerCode: string; until: BusinessDay } | null;
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

export type DemoChain = { brands: BrandItem[]; merchants: MerchantItem[]; stores: DemoStore[] };

/** Invented names. The second brand sells at night, so its day begins at four in the morning. */
const dayBrand = { code: "heyun", name: "禾云熟食", cutOffs: [{ fromOn: "2000-01-01", hours: 0 }] };
const nightBrand = { code: "heyun-night", name: "禾云夜市", cutOffs: [{ fromOn: "2000-01-01", hours: 4 }] };

const surnames = ["周", "沈", "顾", "罗", "夏", "傅", "秦", "陶", "袁", "石", "戴", "钟"] as const;
const givenNames = [
  "明远",
  "海宁",
  "雅琴",
  "立冬",
  "晓川",
  "素文",
  "建平",
  "若溪",
  "长安",
  "思源",
  "国栋",
  "佩兰",
] as const;

/** Orders of an average store on an average day. */
const ordersMean = 40;
const sizeSpread = 0.42;

/** The whole chain, from nothing but the plan. */
export function demoChain(plan: DemoPlan): DemoChain {
  const franchisees = demoFranchisees(Math.max(2, Math.round(plan.stores * 0.3)));
  const sizes = storeSizes(plan);
  const cities = demoCities();
  const names = new Set<string>();
  const stores = Array.from({ length: plan.stores }, (_, index) => {
    const random = randomOf(`${plan.seed} store ${index}`);
    const city = cities[index % cities.length];
    if (!city) throw new Error("the demo has no cities");
    return demoStore({
      plan,
      index,
      random,
      city,
      names,
      franchisees,
      ordersMean: sizes[index] ?? ordersMean,
    });
  });
  const merchants: MerchantItem[] = [
    merchant("HQ", "禾云总部", "headquarters"),
    ...demoBranches.map(({ code, name }) => merchant(code, name, "branch")),
    ...franchisees,
  ];
  return { brands: [dayBrand, nightBrand], merchants, stores };
}

function merchant(code: string, name: string, kind: MerchantItem["kind"]): MerchantItem {
  return { code, name, kind, phone: null, sourceVersion: 0 };
}

function demoFranchisees(count: number): MerchantItem[] {
  return Array.from({ length: count }, (_, index) => {
    const surname = surnames[index % surnames.length];
    const givenName = givenNames[(index + Math.floor(index / surnames.length)) % givenNames.length];
    return merchant(`F${1001 + index}`, `${surname}${givenName}`, "franchisee");
  });
}

/** Log-normal, scaled so that the chain's mean is exact whatever was drawn. */
function storeSizes(plan: DemoPlan): number[] {
  const random = randomOf(`${plan.seed} sizes`);
  const raw = Array.from({ length: plan.stores }, () => Math.exp(sizeSpread * random.normal()));
  const mean = raw.reduce((sum, size) => sum + size, 0) / raw.length;
  return raw.map((size) => (size / mean) * ordersMean);
}

type Draft = {
  plan: DemoPlan;
  index: number;
  random: Random;
  city: { code: string; name: string; areaIndex: number };
  names: Set<string>;
  franchisees: MerchantItem[];
  ordersMean: number;
};

function demoStore(draft: Draft): DemoStore {
  const { plan, index, random, city } = draft;
  const isNight = index % 7 === 3;
  const brand = isNight ? nightBrand : dayBrand;
  const life = lifeOf(plan, index, random);
  const { street, name } = nameOf(draft);
  const { openedOn } = life;
  return {
    item: {
      code: `${city.code.slice(0, 4)}${String(index + 1).padStart(plan.stores > 999 ? 5 : 3, "0")}`,
      name,
      brandCode: brand.code,
      regionCode: city.code,
      ...ownersOf(draft),
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
    former: formerOf(draft, openedOn),
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

/** Every sixth store is a branch's own; every tenth is looked after by nobody. */
function ownersOf({ index, city, franchisees }: Draft): { ownerCode: string; managerCode: string | null } {
  const branchCode = branchCodeOf(city.areaIndex);
  if (index % 6 === 2) return { ownerCode: branchCode, managerCode: branchCode };
  const ownerCode = franchisees[(index + Math.floor(index / 6)) % franchisees.length]?.code ?? branchCode;
  return { ownerCode, managerCode: index % 10 === 9 ? null : branchCode };
}

/** One store went from a franchisee to another, one from the branch that had built it up to a franchisee. */
function formerOf(draft: Draft, openedOn: BusinessDay): DemoStore["former"] {
  const { plan, index, city, franchisees } = draft;
  const until = addDays(plan.from, Math.floor(daysIn({ from: plan.from, to: plan.anchor }) * 0.6));
  if (until <= openedOn) return null;
  const [first, second] = franchisees;
  if (index % 20 === 4 && first && second) {
    return { ownerCode: ownersOf(draft).ownerCode === first.code ? second.code : first.code, until };
  }
  return index % 20 === 10 ? { ownerCode: branchCodeOf(city.areaIndex), until } : null;
}

function branchCodeOf(areaIndex: number): string {
  return demoBranches[areaIndex]?.code ?? "B01";
}

function laterDay(first: BusinessDay, second: BusinessDay): BusinessDay {
  if (first > second) return first;
  return second;
}
