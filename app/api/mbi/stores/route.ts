import { route } from "@/lib/http/route";
import { listStores } from "@/lib/masterdata/list-stores";
import { StoreListAnswer } from "@/lib/masterdata/schemas";

export const GET = route({
  caller: "user",
  answer: StoreListAnswer,
  run: (ctx, { query }) => listStores(ctx, Object.fromEntries(query)),
});
