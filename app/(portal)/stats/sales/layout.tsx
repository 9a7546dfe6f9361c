import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function SalesLayout({ children }: { children: ReactNode }) {
  return (
    <PageTexts of={["channels", "charts", "dates", "sales", "stats", "storePicker", "stores", "table"]}>
      {children}
    </PageTexts>
  );
}
