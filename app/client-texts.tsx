import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** Reasons of failures stand in a file of their own beside the catalogue. */
type Namespace = keyof Messages | "errors";

/** Texts that no script in the browser asks for. */
const ofServer: readonly Namespace[] = [
  "app",
  "definitions",
  "home",
  "notFound",
  "loadError",
  "permissions",
  "permissionGroups",
];

/** Texts of one kind of page: their layouts hand them out, so that no other page carries them. */
const ofPages: readonly Namespace[] = [
  "account",
  "business",
  "channels",
  "charts",
  "dates",
  "days",
  "errors",
  "login",
  "sales",
  "stats",
  "storePicker",
  "stores",
  "table",
];

/** What every page can say; the rest of the catalogue would be half of the first page's weight. */
export async function SharedTexts({ children }: { children: ReactNode }) {
  const left = [...ofServer, ...ofPages];
  return <Texts isGiven={(name) => !left.includes(name)}>{children}</Texts>;
}

const ofAll: readonly Namespace[] = ["ui", "errorPage"];

/** The texts of a page's own components; around the page, in its layout. */
export async function PageTexts({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  return <Texts isGiven={(name) => of.includes(name) || ofAll.includes(name)}>{children}</Texts>;
}

async function Texts(props: { isGiven: (name: Namespace) => boolean; children: ReactNode }) {
  const all = await getMessages();
  const given = Object.entries(all).filter(([name]) => props.isGiven(name as Namespace));
  return (
    <NextIntlClientProvider messages={Object.fromEntries(given)}>{props.children}</NextIntlClientProvider>
  );
}
