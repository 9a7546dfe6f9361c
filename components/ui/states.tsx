import { CircleAlert, Inbox, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type StateProps = {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  /** The state is the whole page, so its title is the page's. */
  isPage?: boolean;
};

function State({ icon, title, text, action, isPage = false }: StateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-14 text-center">
      <div
        aria-hidden
        className="mb-1 flex size-11 items-center justify-center rounded-full bg-sunken text-ink-3 [&_svg]:size-5"
      >
        {icon}
      </div>
      <Title className="text-base font-medium text-ink">{title}</Title>
      {text && <div className="max-w-md text-sm text-ink-2">{text}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

type EmptyStateProps = Omit<StateProps, "icon">;

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
  isPage?: boolean;
};

export function ErrorState({ title, text, requestId, action, isPage = false }: ErrorStateProps) {
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
        isPage={isPage}
      />
    </div>
  );
}

/** Names the right that lacks and who can give it. */
export function NoPermissionState({ right, isPage = false }: { right: string; isPage?: boolean }) {
  const t = useTranslations("ui");
  return (
    <State
      icon={<Lock />}
      title={t("noPermissionTitle")}
      text={t("noPermissionText", { right })}
      isPage={isPage}
    />
  );
}
