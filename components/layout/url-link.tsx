"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { changedQuery, type UrlChanges, useUrlState } from "./url-transition";

type UrlLinkProps = Omit<ComponentProps<typeof Link>, "href" | "onNavigate"> & { changes: UrlChanges };

/** A true link (it can be opened in a new tab) that keeps the place on the page and shows that it is working. */
export function UrlLink({ changes, ...props }: UrlLinkProps) {
  const { query, change } = useUrlState();
  return (
    <Link
      {...props}
      href={`?${changedQuery(query, changes)}`}
      scroll={false}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        change(changes);
      }}
    />
  );
}
