"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect, useRef, useState } from "react";
import { FormAlert } from "@/components/form/form-alert";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { useToast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";

type PasswordFormProps = {
  lengthMin: number;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

export function PasswordForm({ lengthMin, action }: PasswordFormProps) {
  const t = useTranslations("account.password");
  const router = useRouter();
  const toast = useToast();
  const formRef = useRef<HTMLFormElement>(null);
  const [repeated, setRepeated] = useState("");
  const [wanted, setWanted] = useState("");
  const [state, submit] = useActionState(action, { status: "idle" });
  const isDifferent = repeated !== "" && repeated !== wanted;
  const errorOf = (path: string) =>
    state.status === "error" ? state.fields.find((field) => field.path === path)?.message : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer, whatever the identity of the rest.
  useEffect(() => {
    if (state.status !== "ok") return;
    setWanted("");
    setRepeated("");
    formRef.current?.reset();
    toast(t("changed"));
    // Frame and notice of a first password show what holds now.
    router.refresh();
  }, [state]);

  return (
    <form
      ref={formRef}
      action={submit}
      onSubmit={(event) => {
        if (wanted !== repeated) event.preventDefault();
      }}
      className="flex max-w-md flex-col gap-4"
    >
      {state.status === "error" && state.fields.length === 0 && (
        <FormAlert>
          {state.message}
          <span className="mt-1 block font-mono text-xs">{state.requestId}</span>
        </FormAlert>
      )}
      <Field label={t("current")} error={errorOf("currentPassword")}>
        <PasswordInput name="currentPassword" autoComplete="current-password" required />
      </Field>
      <Field label={t("new")} hint={t("rules", { min: lengthMin })} error={errorOf("newPassword")}>
        <PasswordInput
          name="newPassword"
          autoComplete="new-password"
          required
          minLength={lengthMin}
          value={wanted}
          onValueChange={setWanted}
        />
      </Field>
      <Field label={t("repeat")} error={isDifferent ? t("different") : undefined}>
        <PasswordInput autoComplete="new-password" required value={repeated} onValueChange={setRepeated} />
      </Field>
      <div>
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
