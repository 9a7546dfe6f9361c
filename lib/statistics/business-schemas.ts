import { z } from "zod";
import { orderChannels } from "@/db/enums/orders";
import { commaList, PageInput } from "@/lib/core/page";
import { type BusinessGrouping, businessGroupings, businessSortKeys, refundDays } from "./business-model";
import { comparisons } from "./model";
import { checkRange, rangeShape } from "./schemas";

const channels: ReadonlySet<string> = new Set(orderChannels);
const channel = z.string().refine((text) => channels.has(text), { error: "stats.channel_unknown" });

const filterShape = {
  ...rangeShape,
  channels: commaList(channel, 20),
  by: z.enum(refundDays).default("order"),
  compare: z.enum(comparisons).optional(),
};

const listShape = {
  ...filterShape,
  groupBy: z.enum(businessGroupings).default("day"),
  sort: z.string().max(40).optional(),
};

type Listing = { sort?: string | undefined; groupBy: BusinessGrouping; channels?: string[] | undefined };

function checkListing({ sort, groupBy, channels }: Listing, context: z.RefinementCtx): void {
  if (groupBy === "slot" && channels && channels.length > 0) {
    context.addIssue({ code: "custom", path: ["channels"], message: "stats.slots_without_channels" });
  }
  const keys = businessSortKeys(groupBy);
  if (sort === undefined || keys.includes(sort.replace(/^-/, ""))) return;
  context.addIssue({
    code: "custom",
    path: ["sort"],
    message: "stats.sort_unknown",
    params: { keys: keys.join(", ") },
  });
}

/**
 * What the business page has in its URL and `GET /api/mbi/stats/business` takes; business days, both included. `branches` and
 * `franchisees` are codes of merchants, `sameStore` compares only stores that traded in both periods.
 */
export const ListBusinessInput = z
  .strictObject({ ...listShape, ...PageInput })
  .superRefine(checkRange)
  .superRefine(checkListing);
export type ListBusinessInput = z.output<typeof ListBusinessInput>;

export const GetBusinessOverviewInput = z.strictObject(filterShape).superRefine(checkRange);
export type GetBusinessOverviewInput = z.output<typeof GetBusinessOverviewInput>;

/** The download holds all rows of what the page shows, so it has no page. */
export const DownloadBusinessInput = z
  .strictObject({ ...listShape, format: z.enum(["csv", "xlsx"]) })
  .superRefine(checkRange)
  .superRefine(checkListing);
export type DownloadBusinessInput = z.output<typeof DownloadBusinessInput>;

const { sameStore: _sameStore, ...placeShape } = rangeShape;

const changesShape = { ...placeShape, ...PageInput };

/** What changed since the reader's last download; range and places of the report it is about. */
export const ListBusinessChangesInput = z
  .strictObject({ report: z.literal("business"), ...changesShape })
  .superRefine(checkRange);
export const ListSalesChangesInput = z
  .strictObject({ report: z.literal("sales"), ...changesShape })
  .superRefine(checkRange);
export type ListChangesInput = z.output<typeof ListBusinessChangesInput | typeof ListSalesChangesInput>;
