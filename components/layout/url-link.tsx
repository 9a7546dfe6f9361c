"use client";

import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { useUrlTransition } from "./url-transition";

export type UrlChanges = Record<string, string | null>;

/** The present query with some keys set or, by null, taken out; a relative link on the same page. */
export function useChangedHref(): (changes: UrlChanges) => string {
  const params = useSearchParams();
  return (changes) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    // Commas stay readable in a shared link.
    return `?${next.toString().replaceAll("%2C", ",")}`;
  };
}

type UrlLinkProps = Omit<ComponentProps<typeof Link>, "href" | "onNavigate"> & { changes: UrlChanges };

/** A true link (it can be opened in a new tab) that keeps the place on the page and shows that it is working. */
export function UrlLink({ changes, ...props }: UrlLinkProps) {
  const router = useRouter();
  const { startTransition } = useUrlTransition();
  const href = useChangedHref()(changes);
  return (
    <Link
      {...props}
      href={href}
      scroll={false}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        startTransition(() => router.push(href, { scroll: false }));
      }}
    />
  );
}
