import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OwnDetails } from "@/components/accounts/own-details";
import { PasswordForm } from "@/components/accounts/password-form";
import { Notice } from "@/components/form/notice";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClass } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { getMe } from "@/lib/accounts/get-me";
import { passwordLengthMin } from "@/lib/accounts/schemas";
import { isPermission } from "@/lib/core/permissions";
import { can, load, pageContext } from "@/lib/http/page-context";
import { routes } from "@/lib/routes";
import { changePasswordAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const [ctx, t, rights, entries] = await Promise.all([
    pageContext(),
    getTranslations("account"),
    getTranslations("permissions"),
    getTranslations("navigation.entries"),
  ]);
  const me = await load(ctx, getMe, {});
  if (!me.ok) throw new Error(`${me.error.reason} (${me.error.requestId})`);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="flex flex-col gap-4">
        {can(ctx, "days.adjust") && (
          // The bar of the phone has no place left for it.
          <Link href={routes.adjustments()} className={buttonClass({ className: "self-start md:hidden" })}>
            {entries("adjustments")}
          </Link>
        )}
        {me.data.mustChangePassword && <Notice tone="warning">{t("password.must")}</Notice>}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <OwnDetails
            account={me.data}
            permissionLabels={me.data.permissions
              .filter(isPermission)
              .map((permission) => rights(permission))}
          />
          <Card>
            <CardTitle className="mb-4">{t("password.title")}</CardTitle>
            <PasswordForm action={changePasswordAction} lengthMin={passwordLengthMin} />
          </Card>
        </div>
      </div>
    </>
  );
}
