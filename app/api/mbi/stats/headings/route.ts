import { queryObject, route } from "@/lib/http/route";
import { HeadingListAnswer } from "@/lib/statistics/heading-schemas";
import { listHeadings } from "@/lib/statistics/list-headings";

export const GET = route({
  caller: "user",
  answer: HeadingListAnswer,
  run: (ctx, { query }) => listHeadings(ctx, queryObject(query)),
});
