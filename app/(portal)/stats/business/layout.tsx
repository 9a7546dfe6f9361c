import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function BusinessLayout({ children }: { children: ReactNode }) {
  return (
    <PageTexts of={["business", "channels", "charts", "dates", "stats", "storePicker", "stores", "table"]}>
      {children}
    </PageTexts>
  );
}
