import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function StoresLayout({ children }: { children: ReactNode }) {
  return <PageTexts of={["stores", "table"]}>{children}</PageTexts>;
}
