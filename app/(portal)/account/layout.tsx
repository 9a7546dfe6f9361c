import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <PageTexts of={["account", "errors"]}>{children}</PageTexts>;
}
