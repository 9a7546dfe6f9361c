import { useLocale, useTranslations } from "next-intl";
import { Card, CardTitle } from "@/components/ui/card";
import type { OwnAccount } from "@/lib/accounts/model";
import { instantText, integerText, none } from "@/lib/i18n/format";

export function OwnDetails({
  account,
  permissionLabels,
}: {
  account: OwnAccount;
  permissionLabels: readonly string[];
}) {
  const t = useTranslations("account");
  const locale = useLocale();
  const facts: [string, string][] = [
    [t("name"), account.realName],
    [t("number"), account.accountNumber],
    [t("phone"), account.phone ?? none],
    [t("kind"), t(`kinds.${account.kind}`)],
    [t("merchant"), `${account.merchant.name} (${account.merchant.code})`],
    [t("role"), account.roleName ?? none],
    [t("stores"), integerText(account.storeCount)],
    [t("permissions"), permissionLabels.length > 0 ? permissionLabels.join(t("separator")) : none],
    [t("lastLogin"), account.lastLoginAt ? instantText(account.lastLoginAt, locale) : none],
  ];
  return (
    <Card>
      <CardTitle className="mb-3">{t("details")}</CardTitle>
      <dl>
        {facts.map(([label, value]) => (
          <div
            key={label}
            className="flex min-h-10 items-center gap-4 border-b border-line py-2 text-sm last:border-b-0"
          >
            <dt className="w-24 shrink-0 text-ink-3">{label}</dt>
            <dd className="figures min-w-0 flex-1 break-words text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
