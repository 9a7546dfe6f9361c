import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** One line of what the page is. */
  description?: ReactNode;
  /** Time of the data. */
  aside?: ReactNode;
  /** At most two. */
  actions?: ReactNode;
};

export function PageHeader({ title, description, aside, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-lg font-semibold text-ink">{title}</h1>
        {description && <p className="text-sm text-ink-2">{description}</p>}
      </div>
      {(aside || actions) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2" data-print="flow">
          {aside && <div className="text-xs text-ink-3">{aside}</div>}
          {actions && (
            <div className="flex items-center gap-2" data-print="hide">
              {actions}
            </div>
          )}
        </div>
      )}
    </header>
  );
}
