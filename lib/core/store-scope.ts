import {
  and,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  lte,
  notExists,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { alias, type MySqlColumn } from "drizzle-orm/mysql-core";
import { accountStores } from "@/db/schema/accounts";
import { regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx, UserActor } from "./context";
import { AppError } from "./errors";
import { shanghaiDate } from "./time";

/**
 * Which stores a caller may see, as one condition in SQL. It fails closed: whoever is not known to see stores sees none.
 * Ownership is that of today's date in Asia/Shanghai, so a change dated ahead acts on its day without a job.
 */
export function storeScope(ctx: Ctx, storeId: MySqlColumn): SQL {
  const { actor } = ctx;
  if (actor.type === "system") return sql`true`;
  if (actor.type !== "user") return sql`false`;
  if (actor.kind === "super") return sql`true`;
  if (actor.kind === "headquarters") return headquartersScope(ctx, actor, storeId);
  const owned = inArray(storeId, merchantStores(ctx, actor));
  if (actor.kind === "main") return owned;
  if (actor.kind !== "staff") return sql`false`;
  const granted = ctx.db
    .select({ id: accountStores.storeId })
    .from(accountStores)
    .where(eq(accountStores.accountId, actor.accountId));
  return allOf(owned, inArray(storeId, granted));
}

/**
 * `storeScope` for rows of a store and a business day: without the right to the days before ownership only the days since
 * the store came to the caller's merchant.
 */
export function storeDayScope(ctx: Ctx, storeId: MySqlColumn, businessOn: MySqlColumn): SQL {
  const scope = storeScope(ctx, storeId);
  const firstDay = firstScopeDay(ctx, storeId);
  return firstDay === null ? scope : allOf(scope, gte(businessOn, firstDay));
}

/** The first day of a store in scope that `storeDayScope` lets through; null where it lets all days through. */
export function firstScopeDay(ctx: Ctx, storeId: SQLWrapper): SQL | null {
  const { actor } = ctx;
  if (actor.type !== "user" || actor.kind === "super" || actor.kind === "headquarters") return null;
  return actor.permissions.has("stats.daysBeforeOwnership") ? null : firstDayOf(ctx, actor, storeId);
}

/** How wide a scope is: planners choose roll-ups by it. */
export function scopeShape(ctx: Ctx): "all" | "heading" | "list" {
  const { actor } = ctx;
  if (actor.type === "system") return "all";
  if (actor.type !== "user") throw new AppError("unauthenticated", "access.not_signed_in");
  if (actor.kind === "super") return "all";
  if (actor.kind === "headquarters") return isLimited(actor) ? "list" : "all";
  return actor.kind === "main" ? "heading" : "list";
}

/** The condition that an ownership row holds today. */
export function holdsToday(ctx: Ctx): SQL {
  const today = shanghaiDate(ctx.clock.now());
  return allOf(
    lte(storeOwnerships.fromOn, today),
    or(isNull(storeOwnerships.toOn), gt(storeOwnerships.toOn, today)),
  );
}

/** A franchisee's stores are those it owns; a branch's those it owns or manages. */
export function isRelated(
  actor: UserActor,
  ownerships: { ownerId: MySqlColumn; managerId: MySqlColumn } = storeOwnerships,
): SQL {
  const owns = eq(ownerships.ownerId, actor.merchantId);
  if (actor.merchantKind === "branch") {
    return or(owns, eq(ownerships.managerId, actor.merchantId)) ?? sql`false`;
  }
  return actor.merchantKind === "franchisee" ? owns : sql`false`;
}

function merchantStores(ctx: Ctx, actor: UserActor) {
  return ctx.db
    .select({ id: storeOwnerships.storeId })
    .from(storeOwnerships)
    .where(and(isRelated(actor), holdsToday(ctx)));
}

/**
 * The day after the last one, up to today, on which the merchant had nothing to do with the store: where the unbroken row
 * of its ownerships begins. Nothing (so no day at all) where there is none.
 */
function firstDayOf(ctx: Ctx, actor: UserActor, storeId: SQLWrapper): SQL {
  const earlier = alias(storeOwnerships, "earlier");
  const continued = ctx.db
    .select({ one: sql`1` })
    .from(earlier)
    .where(
      and(
        eq(earlier.storeId, storeOwnerships.storeId),
        eq(earlier.toOn, storeOwnerships.fromOn),
        isRelated(actor, earlier),
      ),
    );
  const first = ctx.db
    .select({ day: sql`max(${storeOwnerships.fromOn})` })
    .from(storeOwnerships)
    .where(
      and(
        sql`${storeOwnerships.storeId} = ${storeId}`,
        lte(storeOwnerships.fromOn, shanghaiDate(ctx.clock.now())),
        isRelated(actor),
        notExists(continued),
      ),
    );
  return sql`(${first})`;
}

function isLimited(actor: UserActor): boolean {
  return actor.limits.regionIds.length > 0 || actor.limits.branchIds.length > 0;
}

function headquartersScope(ctx: Ctx, actor: UserActor, storeId: MySqlColumn): SQL {
  if (!isLimited(actor)) return sql`true`;
  const { regionIds, branchIds } = actor.limits;
  const parts: SQL[] = [];
  if (regionIds.length > 0) {
    const below = regionIds.map((regionId) => sql`concat('/', ${regions.path}) like ${`%/${regionId}/%`}`);
    const inRegions = ctx.db
      .select({ id: stores.id })
      .from(stores)
      .innerJoin(regions, eq(regions.id, stores.regionId))
      .where(or(...below));
    parts.push(inArray(storeId, inRegions));
  }
  if (branchIds.length > 0) {
    const ofBranches = ctx.db
      .select({ id: storeOwnerships.storeId })
      .from(storeOwnerships)
      .where(
        and(
          or(
            inArray(storeOwnerships.ownerId, [...branchIds]),
            inArray(storeOwnerships.managerId, [...branchIds]),
          ),
          holdsToday(ctx),
        ),
      );
    parts.push(inArray(storeId, ofBranches));
  }
  return or(...parts) ?? sql`false`;
}

function allOf(...parts: (SQL | undefined)[]): SQL {
  return and(...parts) ?? sql`false`;
}
