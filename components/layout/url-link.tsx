"use client";

import type { ComponentProps, MouseEvent } from "react";
import { changedQuery, type UrlChanges, useUrlState } from "./url-transition";

type UrlLinkProps = Omit<ComponentProps<"a">, "href" | "onClick"> & { changes: UrlChanges };

/**
 * A true link (it can be opened in a new tab) that keeps the place on the page and shows that it is working. Plain, because a
 * table holds one a row and the router's own link costs ten times as much to render.
 */
export function UrlLink({ changes, ...props }: UrlLinkProps) {
  const { query, change } = useUrlState();
  return (
    <a
      {...props}
      href={`?${changedQuery(query, changes)}`}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        change(changes);
      }}
    />
  );
}

/** With a key held down or another button the reader wants a new tab or window. */
function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
