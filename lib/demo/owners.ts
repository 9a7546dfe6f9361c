import { addDays, type BusinessDay, daysIn } from "@/lib/core/time";
import type { MerchantItem } from "@/lib/masterdata/schemas";
import { largeChainFrom } from "./places";
import { cumulativeOf, type Random } from "./random";

export type Owners = { ownerCode: string; managerCode: string | null };
/** Who had a store up to, not including, a day. */
export type FormerOwners = Owners & { until: BusinessDay };

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

export function demoFranchisees(stores: number): MerchantItem[] {
  return Array.from({ length: Math.max(2, Math.round(stores * 0.3)) }, (_, index) => {
    const surname = surnames[index % surnames.length];
    const givenName = givenNames[(index + Math.floor(index / surnames.length)) % givenNames.length];
    const code = `F${1001 + index}`;
    return { code, name: `${surname}${givenName}`, kind: "franchisee", phone: null, sourceVersion: 0 };
  });
}

export type OwnersDraft = {
  /** First and last day of the chain's plan. */
  days: { from: BusinessDay; to: BusinessDay };
  index: number;
  random: Random;
  branchCode: string;
  /** In the order in which they were founded; the neighbour of one is the next. */
  branchCodes: readonly string[];
  franchisees: readonly MerchantItem[];
  isLarge: boolean;
};

/** Shares of the franchised stores that the largest franchisees of a large chain have: of 11,000 stores 100 to 300 each. */
const largeShares = cumulativeOf([32, 22, 16, 13, 917]);

export function isLargeChain(stores: number): boolean {
  return stores >= largeChainFrom;
}

/** Every sixth store is a branch's own; every tenth is looked after by nobody. */
export function ownersOf({ index, random, branchCode, franchisees, isLarge }: OwnersDraft): Owners {
  if (index % 6 === 2) return { ownerCode: branchCode, managerCode: branchCode };
  const largest = isLarge ? random.pickIndex(largeShares) : largeShares.length - 1;
  const place =
    largest < largeShares.length - 1 ? largest : (index + Math.floor(index / 6)) % franchisees.length;
  return {
    ownerCode: franchisees[place]?.code ?? branchCode,
    managerCode: index % 10 === 9 ? null : branchCode,
  };
}

/**
 * Of twenty stores one went from a franchisee to another, one twice, one from the branch that had built it up to a
 * franchisee, and one from a branch that looked after it to the next.
 */
export function formerOwnersOf(draft: OwnersDraft, now: Owners, openedOn: BusinessDay): FormerOwners[] {
  const { days, index, branchCode } = draft;
  const at = (share: number) => addDays(days.from, Math.floor(daysIn(days) * share));
  const { managerCode } = now;
  const formers: Record<number, FormerOwners[]> = {
    4: [{ ownerCode: otherFranchisee(draft, now), managerCode, until: at(0.6) }],
    7: [{ ownerCode: now.ownerCode, managerCode: neighbour(draft), until: at(0.45) }],
    10: [{ ownerCode: branchCode, managerCode, until: at(0.6) }],
    16: [
      { ownerCode: now.ownerCode, managerCode, until: at(0.3) },
      { ownerCode: otherFranchisee(draft, now), managerCode, until: at(0.55) },
    ],
  };
  return (formers[index % 20] ?? []).filter(({ until }) => until > openedOn);
}

function otherFranchisee({ franchisees }: OwnersDraft, { ownerCode }: Owners): string {
  const [first, second] = franchisees;
  return (ownerCode === first?.code ? second?.code : first?.code) ?? ownerCode;
}

function neighbour({ branchCode, branchCodes }: OwnersDraft): string {
  return branchCodes[(branchCodes.indexOf(branchCode) + 1) % branchCodes.length] ?? branchCode;
}
