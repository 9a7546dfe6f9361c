import { route } from "@/lib/http/route";
import { getStore } from "@/lib/masterdata/get-store";
import { StoreDetailAnswer } from "@/lib/masterdata/schemas";

export const GET = route({
  caller: "user",
  answer: StoreDetailAnswer,
  run: (ctx, { params }) => getStore(ctx, params),
});
