import { and, asc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { merchants, storeOwnerships, storeStatuses, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { isRelated, storeScope } from "@/lib/core/store-scope";
import { query } from "@/lib/core/verb";
import { toStoreRow, withNames } from "./internal";
import type { StoreDetail, StoreOwnershipView } from "./model";
import { GetStoreInput } from "./schemas";

/** A store with all its fields and its history. One outside the scope is answered exactly like one that is not there. */
export const getStore = query({
  name: "masterdata.getStore",
  permission: "stores.view",
  input: GetStoreInput,
  run: async (ctx, { code }): Promise<StoreDetail> => {
    const [named] = await withNames(ctx, eq(stores.code, code));
    if (!named)
      throw new AppError("not_found", "stores.not_found", {
        details: { codes: [code] },
        params: { codes: code },
      });
    const [more] = await ctx.db
      .select({
        address: stores.address,
        phone: stores.phone,
        longitude: stores.longitude,
        latitude: stores.latitude,
        closedOn: stores.closedOn,
        attributes: stores.attributes,
      })
      .from(stores)
      .where(and(storeScope(ctx, stores.id), eq(stores.id, named.id)));
    if (!more)
      throw new AppError("not_found", "stores.not_found", {
        details: { codes: [code] },
        params: { codes: code },
      });
    return {
      ...toStoreRow(named),
      ...more,
      longitude: degrees(more.longitude),
      latitude: degrees(more.latitude),
      ownerships: await listOwnerships(ctx, named.id),
      statuses: await ctx.db
        .select({ fromOn: storeStatuses.fromOn, lifeCycle: storeStatuses.lifeCycle })
        .from(storeStatuses)
        .where(and(storeScope(ctx, storeStatuses.storeId), eq(storeStatuses.storeId, named.id)))
        .orderBy(asc(storeStatuses.fromOn)),
    };
  },
});

const owner = alias(merchants, "owner");
const manager = alias(merchants, "manager");

/** To a merchant only its own part of the history is shown: who had the store before or beside it is not its business. */
async function listOwnerships(ctx: Ctx, storeId: number): Promise<StoreOwnershipView[]> {
  return ctx.db
    .select({
      fromOn: storeOwnerships.fromOn,
      toOn: storeOwnerships.toOn,
      owner: { code: owner.code, name: owner.name, kind: owner.kind },
      manager: { code: manager.code, name: manager.name, kind: manager.kind },
    })
    .from(storeOwnerships)
    .innerJoin(owner, eq(owner.id, storeOwnerships.ownerId))
    .leftJoin(manager, eq(manager.id, storeOwnerships.managerId))
    .where(and(storeScope(ctx, storeOwnerships.storeId), eq(storeOwnerships.storeId, storeId), ownPart(ctx)))
    .orderBy(asc(storeOwnerships.fromOn));
}

function ownPart({ actor }: Ctx): SQL | undefined {
  if (actor.type !== "user" || actor.kind === "super" || actor.kind === "headquarters") return undefined;
  return isRelated(actor);
}

function degrees(text: string | null): number | null {
  return text === null ? null : Number(text);
}
