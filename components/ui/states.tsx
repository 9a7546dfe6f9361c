import { CircleAlert, Inbox, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./class-names";

type StateProps = {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  className?: string;
};

function State({ icon, title, text, action, className }: StateProps) {
  return (
    <div className={cn("flex flex-col items-center gap-2 px-4 py-14 text-center", className)}>
      <div
        aria-hidden
        className="mb-1 flex size-11 items-center justify-center rounded-full bg-sunken text-ink-3 [&_svg]:size-5"
      >
        {icon}
      </div>
      <p className="text-base font-medium text-ink">{title}</p>
      {text && <div className="max-w-md text-sm text-ink-2">{text}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

type EmptyStateProps = { title: string; text?: ReactNode; action?: ReactNode; className?: string };

/** Why it is empty, and what to do next. */
export function EmptyState(props: EmptyStateProps) {
  return <State icon={<Inbox />} {...props} />;
}

type ErrorStateProps = {
  title: string;
  text?: ReactNode;
  /** What the reader quotes when asking for help. */
  requestId?: string | undefined;
  action?: ReactNode;
};

export function ErrorState({ title, text, requestId, action }: ErrorStateProps) {
  const t = useTranslations("ui");
  return (
    <div role="alert">
      <State
        icon={<CircleAlert className="text-danger" />}
        title={title}
        text={
          <>
            {text}
            {requestId && (
              <p className="mt-2 text-xs text-ink-3">
                {t("requestId")} <code className="font-mono break-all select-all">{requestId}</code>
              </p>
            )}
          </>
        }
        action={action}
      />
    </div>
  );
}

/** Names the right that lacks and who can give it. */
export function NoPermissionState({ right }: { right: string }) {
  const t = useTranslations("ui");
  return <State icon={<Lock />} title={t("noPermissionTitle")} text={t("noPermissionText", { right })} />;
}
