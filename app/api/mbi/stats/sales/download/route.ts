import { fileResponse } from "@/lib/http/file-response";
import { fileRoute, queryObject } from "@/lib/http/route";
import { downloadSales } from "@/lib/statistics/download-sales";

export const GET = fileRoute({
  run: async (ctx, { query }) => fileResponse(await downloadSales(ctx, queryObject(query))),
});
