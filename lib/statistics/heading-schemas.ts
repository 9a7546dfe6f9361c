import { z } from "zod";
import { commaList, PageInput } from "@/lib/core/page";
import { headingKinds } from "./heading-model";

/** `q` finds by name or code; `codes` gives the names of those of them that are the caller's. */
export const ListHeadingsInput = z.strictObject({
  kind: z.enum(headingKinds),
  q: z.string().trim().max(60).optional(),
  codes: commaList(z.string().min(1).max(64), 1_000),
  ...PageInput,
});
export type ListHeadingsInput = z.output<typeof ListHeadingsInput>;

export const HeadingListAnswer = z.strictObject({
  items: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
});
