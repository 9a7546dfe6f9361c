import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/layout/providers";
import { SharedTexts } from "./client-texts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#191614" },
  ],
};

/** Reading the nonce makes every page dynamic, which a nonce policy needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [headerList, locale] = await Promise.all([headers(), getLocale()]);
  return (
    // The theme's script sets the class before React wakes up.
    <html lang={locale} suppressHydrationWarning>
      <body>
        <SharedTexts>
          <Providers nonce={headerList.get("x-nonce") ?? ""}>{children}</Providers>
        </SharedTexts>
      </body>
    </html>
  );
}
