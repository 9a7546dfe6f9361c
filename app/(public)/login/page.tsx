import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LoginForm } from "@/components/accounts/login-form";
import { returnPath } from "@/components/accounts/return-path";
import { LoginFrame } from "@/components/layout/login-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("login");
  return { title: t("title") };
}

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { callbackUrl } = await searchParams;
  return (
    <LoginFrame>
      <LoginForm returnTo={returnPath(typeof callbackUrl === "string" ? callbackUrl : undefined)} />
    </LoginFrame>
  );
}
