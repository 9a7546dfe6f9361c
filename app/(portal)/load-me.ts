import { cache } from "react";
import { getMe } from "@/lib/accounts/get-me";
import type { Ctx } from "@/lib/core/context";
import { load } from "@/lib/http/page-context";

/** The reader; frame and page both want to know, and a request has one context, so it is asked once. */
export const loadMe = cache((ctx: Ctx) => load(ctx, getMe, {}));
