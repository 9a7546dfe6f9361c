import Link from "next/link";
import { useTranslations } from "next-intl";
import { RetryButton } from "@/components/layout/retry-button";
import { buttonClass } from "@/components/ui/button";
import { ErrorState, NoPermissionState } from "@/components/ui/states";
import { pageSizeMax } from "@/lib/core/page";
import type { Permission } from "@/lib/core/permissions";
import type { Loaded } from "@/lib/http/page-context";

type LoadFailure = Extract<Loaded<unknown>, { ok: false }>["error"];

type LoadErrorProps = {
  error: LoadFailure;
  /** The page without its filters. */
  resetHref: string;
  /** The right that the page's verb asks for. */
  permission: Permission;
};

/** What a page shows in place of its answer; each kind of failure has its own next step. */
export function LoadError({ error, resetHref, permission }: LoadErrorProps) {
  const t = useTranslations("loadError");
  const right = useTranslations("permissions")(permission);
  if (error.kind === "forbidden") return <NoPermissionState right={right} />;
  const canReset = error.kind === "invalid" || error.kind === "not_found";
  return (
    <ErrorState
      title={canReset ? t("badFilters") : t("title")}
      text={<ErrorText error={error} />}
      requestId={error.requestId}
      action={
        <>
          {canReset && (
            <Link href={resetHref} className={buttonClass({ variant: "primary" })}>
              {t("reset")}
            </Link>
          )}
          {!canReset && <RetryButton />}
        </>
      }
    />
  );
}

function ErrorText({ error }: { error: LoadFailure }) {
  const t = useTranslations("loadError");
  if (error.fields.length === 0) return error.message;
  return (
    <ul className="flex flex-col gap-1">
      {error.fields.map((field) => (
        <li key={`${field.path}-${field.message}`}>
          {t("field", { field: fieldName(field.path, t), message: messageOf(field, t) })}
        </li>
      ))}
    </ul>
  );
}

type FieldText = ReturnType<typeof useTranslations<"loadError">>;

/** What the API says of these names types and values, which tell a programmer more than a reader of the page. */
const ownSentences = {
  compare: "unknownOption",
  groupBy: "unknownOption",
  sort: "unknownOption",
  lifeCycle: "unknownOption",
  channels: "unknownOption",
  sameStore: "unknownOption",
  by: "unknownOption",
  page: "badPage",
  pageSize: "badPageSize",
} as const;

function messageOf({ path, message }: LoadFailure["fields"][number], t: FieldText): string {
  const [first = ""] = path.split(".");
  if (!(first in ownSentences)) return message;
  return t(ownSentences[first as keyof typeof ownSentences], { max: pageSizeMax });
}

const named = [
  "from",
  "to",
  "stores",
  "branches",
  "franchisees",
  "regions",
  "channels",
  "categories",
  "skus",
  "sameStore",
  "by",
  "compare",
  "groupBy",
  "sort",
  "page",
  "pageSize",
  "q",
  "codes",
  "lifeCycle",
] as const;

function fieldName(path: string, t: FieldText): string {
  const [first = ""] = path.split(".");
  const known = named.find((name) => name === first);
  return known ? t(`fields.${known}`) : path;
}
