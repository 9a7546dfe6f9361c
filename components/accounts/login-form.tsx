"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FormAlert } from "@/components/form/form-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useReasonText } from "./reason-text";

type Missing = { account?: string; password?: string };

export function LoginForm({ returnTo }: { returnTo: string }) {
  const t = useTranslations("login");
  const reasonText = useReasonText();
  const passwordRef = useRef<HTMLInputElement>(null);
  const [account, setAccount] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<Missing>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isPending) return;
    const lacks: Missing = {
      ...(account.trim() === "" && { account: t("accountMissing") }),
      ...(password === "" && { password: t("passwordMissing") }),
    };
    setMissing(lacks);
    if (lacks.account || lacks.password) return;
    setIsPending(true);
    setFailure(null);
    const reason = await tryLogIn(account.trim(), password);
    if (reason === null) {
      // A whole page load: the layout must be drawn anew for this person.
      window.location.assign(returnTo);
      return;
    }
    setIsPending(false);
    setPassword("");
    setFailure(reasonText(reason));
    passwordRef.current?.focus();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && <FormAlert>{failure}</FormAlert>}
      <Field label={t("account")} error={missing.account}>
        <Input
          name="account"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={account}
          onValueChange={setAccount}
          placeholder={t("accountPlaceholder")}
          className="h-11 md:h-11 md:text-base"
        />
      </Field>
      <Field label={t("password")} error={missing.password}>
        <PasswordInput
          ref={passwordRef}
          name="password"
          autoComplete="current-password"
          value={password}
          onValueChange={setPassword}
          className="h-11 md:h-11 md:text-base"
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        isPending={isPending}
        aria-disabled={isPending}
        className="mt-1"
      >
        {isPending ? t("pending") : t("submit")}
      </Button>
      <p className="text-center text-xs text-ink-3">{t("forgotten")}</p>
    </form>
  );
}

/** Null when the session is there, else the reason why not. */
async function tryLogIn(account: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { redirect: false, account, password });
    if (answer?.ok && !answer.error) return null;
    return answer?.error ?? "unreachable";
  } catch {
    return "unreachable";
  }
}
