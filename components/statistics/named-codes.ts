import type { HeadingRef } from "@/lib/statistics/heading-model";
import type { Narrowing } from "./stats-query";

/** What an address narrows a report to, with the names of the codes. */
export type NamedCodes = Partial<Record<Narrowing, readonly HeadingRef[]>>;
