import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function DaysLayout({ children }: { children: ReactNode }) {
  return <PageTexts of={["dates", "days", "storePicker", "stores", "table"]}>{children}</PageTexts>;
}
