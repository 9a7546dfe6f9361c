"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useActionState, useEffect, useState } from "react";
import { FormAlert } from "@/components/form/form-alert";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useToast } from "@/components/ui/toast";
import { type AdjustmentRow, reasonMax } from "@/lib/days/schemas";
import type { ActionState } from "@/lib/http/action-state";
import { dayText } from "@/lib/i18n/format";

type DecideAdjustmentProps = {
  adjustment: AdjustmentRow;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** What it adds was read in the row; here it is counted, or left out with a reason. */
export function DecideAdjustment({ adjustment, action }: DecideAdjustmentProps) {
  const t = useTranslations("days.decide");
  const locale = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  const { storeName, day } = adjustment;
  return (
    <Dialog
      trigger={
        <Button size="sm" variant="secondary">
          {t("open")}
        </Button>
      }
      title={t("title")}
      description={t("description", { store: storeName, day: dayText(day, locale, "") })}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="md:max-w-md"
    >
      <DecisionForm number={adjustment.number} action={action} onDone={() => setIsOpen(false)} />
    </Dialog>
  );
}

type DecisionFormProps = { number: string; action: DecideAdjustmentProps["action"]; onDone: () => void };

function DecisionForm({ number, action, onDone }: DecisionFormProps) {
  const t = useTranslations("days.decide");
  const router = useRouter();
  const toast = useToast();
  const [decision, setDecision] = useState<"count" | "decline">("count");
  const [state, submit] = useActionState(action, { status: "idle" });
  const errorOf = (path: string) =>
    state.status === "error" ? state.fields.find((field) => field.path === path)?.message : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer, whatever the identity of the rest.
  useEffect(() => {
    if (state.status !== "ok") return;
    toast(t(decision === "count" ? "counted" : "declined"));
    onDone();
    router.refresh();
  }, [state]);

  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.status === "error" && state.fields.length === 0 && (
        <FormAlert>
          {state.message}
          <span className="mt-1 block font-mono text-xs">{state.requestId}</span>
        </FormAlert>
      )}
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="decision" value={decision} />
      <Segmented
        label={t("title")}
        value={decision}
        options={[
          { value: "count", label: t("count") },
          { value: "decline", label: t("decline") },
        ]}
        onValueChange={setDecision}
      />
      <p className="text-sm text-ink-2">{t(decision === "count" ? "countText" : "declineText")}</p>
      <Field label={t("reason")} error={errorOf("reason")}>
        <Input name="reason" maxLength={reasonMax} required={decision === "decline"} autoComplete="off" />
      </Field>
      <div>
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
