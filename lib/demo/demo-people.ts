import type { AccountKind } from "@/db/enums/accounts";
import { type DemoPlan, type DemoStore, demoChain } from "./chain";

type DemoLoginRole = "super" | "headquarters" | "franchisee" | "branch" | "staff";

/** A demo account before it has a password. */
export type DemoPerson = {
  loginRole: DemoLoginRole;
  kind: AccountKind;
  account: string;
  realName: string;
  /** Begins with 1000, which no network ever gave out. */
  phone: string | null;
  merchantCode: string;
  parentAccount: string | null;
  presetRole: string | null;
  storeCodes: string[];
};

/** One person of each kind, and a second of the staff with several stores. The super account comes first. */
export function demoPeople(plan: DemoPlan): DemoPerson[] {
  const { stores } = demoChain(plan);
  const franchiseeCode = chooseFranchisee(stores);
  const branchCode = chooseBranch(stores);
  const owned = stores.filter(({ item }) => item.ownerCode === franchiseeCode);
  const managed = stores.filter(({ item }) => item.managerCode === branchCode);
  const [single] = [...owned.filter(isPlain), ...owned];
  const none = { phone: null, presetRole: null, parentAccount: null, storeCodes: [] };
  const hq = { ...none, merchantCode: "HQ" };
  return [
    { ...hq, loginRole: "super", kind: "super", account: "admin", realName: "系统管理员" },
    {
      ...hq,
      loginRole: "headquarters",
      kind: "headquarters",
      account: "HQ001",
      realName: "总部运营",
      phone: "10000000001",
      parentAccount: "admin",
      presetRole: "总部运营",
    },
    main("franchisee", franchiseeCode, "加盟商老板", "10000000002"),
    main("branch", branchCode, "分公司经理", "10000000003"),
    staff(franchiseeCode, 1, "财务专员", "财务", single ? [single.item.code] : []),
    staff(
      branchCode,
      1,
      "区域店长",
      "店长",
      managed.slice(0, 3).map(({ item }) => item.code),
    ),
  ];
}

function main(
  loginRole: "franchisee" | "branch",
  merchantCode: string,
  realName: string,
  phone: string,
): DemoPerson {
  const account = merchantCode;
  return {
    loginRole,
    kind: "main",
    account,
    realName,
    phone,
    merchantCode,
    parentAccount: "admin",
    presetRole: "老板",
    storeCodes: [],
  };
}

function staff(
  merchantCode: string,
  number: number,
  realName: string,
  presetRole: string,
  storeCodes: string[],
): DemoPerson {
  const account = `${merchantCode}-${String(number).padStart(2, "0")}`;
  return {
    loginRole: "staff",
    kind: "staff",
    account,
    realName,
    phone: null,
    merchantCode,
    parentAccount: merchantCode,
    presetRole,
    storeCodes,
  };
}

/** Open all the time and always the same owner's. */
function isPlain({ item, formers, tradesFrom }: DemoStore): boolean {
  return item.lifeCycle === "open" && formers.length === 0 && item.openedOn !== tradesFrom;
}

/** The one that bought a store from another, so that the history has something to show. */
function chooseFranchisee(stores: readonly DemoStore[]): string {
  const franchised = stores.filter(({ item }) => item.ownerCode.startsWith("F"));
  const bought = franchised.find(({ item, formers }) => {
    const seller = formers.at(-1)?.ownerCode;
    return seller !== item.ownerCode && seller?.startsWith("F");
  });
  return (bought ?? franchised[0])?.item.ownerCode ?? "F1001";
}

/** One that operates stores itself and manages those of others. */
function chooseBranch(stores: readonly DemoStore[]): string {
  const operating = stores.find(
    ({ item }) =>
      item.ownerCode.startsWith("B") &&
      stores.some(
        (other) => other.item.managerCode === item.ownerCode && other.item.ownerCode !== item.ownerCode,
      ),
  );
  return operating?.item.ownerCode ?? "B01";
}
