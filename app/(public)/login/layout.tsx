import type { ReactNode } from "react";
import { PageTexts } from "@/app/client-texts";

export default function LoginLayout({ children }: { children: ReactNode }) {
  return <PageTexts of={["login", "frame", "errors"]}>{children}</PageTexts>;
}
