import { fileResponse } from "@/lib/http/file-response";
import { fileRoute, queryObject } from "@/lib/http/route";
import { downloadBusiness } from "@/lib/statistics/download-business";

export const GET = fileRoute({
  run: async (ctx, { query }) => fileResponse(await downloadBusiness(ctx, queryObject(query))),
});
