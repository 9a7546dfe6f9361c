import { redirect } from "next/navigation";
import { can, pageContext } from "@/lib/http/page-context";
import { routes } from "@/lib/routes";

/** Until the home page exists, people land on the first page that they may open. */
export default async function HomePage() {
  const ctx = await pageContext();
  if (can(ctx, "stats.sales")) redirect(routes.salesStats());
  redirect(can(ctx, "stores.view") ? routes.stores() : routes.myAccount());
}
