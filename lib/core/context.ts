import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import type { AccountKind } from "@/db/enums/accounts";
import type { MerchantKind } from "@/db/enums/masterdata";
import type { Permission } from "./permissions";

/** A person with a live session; everything here was looked up for this very request. */
export type UserActor = {
  type: "user";
  accountId: number;
  accountNumber: string;
  name: string;
  kind: AccountKind;
  merchantId: number;
  merchantKind: MerchantKind;
  /** Rights of the role ∩ rights of the parent. */
  permissions: ReadonlySet<Permission>;
  /** Of head-office accounts; both empty means no limit. */
  limits: { regionIds: readonly number[]; branchIds: readonly number[] };
  sessionId: number;
  mustChangePassword: boolean;
};

/** The worker and the scripts. */
export type SystemActor = { type: "system"; name: string };

/** A caller without an account: may call public verbs only. */
type AnonymousActor = { type: "anonymous" };

export type Actor = UserActor | SystemActor | AnonymousActor;

export type Clock = { now(): Date };
export const systemClock: Clock = { now: () => new Date() };

export type Locale = "zh-CN" | "en";

export type Ctx = {
  actor: Actor;
  /** The pool, or the transaction of the command that is running. */
  db: Db;
  /** Pool with the longer statement limit, for statistics and files. */
  reportDb: Db;
  isInTransaction: boolean;
  requestId: string;
  clock: Clock;
  locale: Locale;
  /** Where the request came from, as the Node entry established it. */
  origin: { address: string; userAgent: string };
};

/** Context of the worker and of scripts. */
export function systemContext(name: string, db: Db, clock: Clock = systemClock): Ctx {
  return {
    actor: { type: "system", name },
    db,
    reportDb: db,
    isInTransaction: false,
    requestId: randomUUID(),
    clock,
    locale: "zh-CN",
    origin: { address: "", userAgent: name },
  };
}
