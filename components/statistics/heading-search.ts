"use client";

import { useEffect, useState } from "react";
import { routes } from "@/lib/routes";
import type { HeadingKind, HeadingRef } from "@/lib/statistics/heading-model";

type HeadingSearch = { status: "loading" | "ready" | "failed"; items: HeadingRef[]; total: number };

const typingPauseMs = 180;

/** Asks once the typing pauses and drops answers that were overtaken by a newer question. */
export function useHeadingSearch(kind: HeadingKind, text: string): HeadingSearch {
  const [state, setState] = useState<HeadingSearch>({ status: "loading", items: [], total: 0 });

  useEffect(() => {
    const abort = new AbortController();
    const timer = window.setTimeout(
      async () => {
        try {
          const page = await searchHeadings(kind, text, abort.signal);
          setState({ status: "ready", ...page });
        } catch {
          if (!abort.signal.aborted) setState({ status: "failed", items: [], total: 0 });
        }
      },
      text === "" ? 0 : typingPauseMs,
    );
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [kind, text]);

  return state;
}

/** The body is our own API's contract (HeadingListAnswer). */
async function searchHeadings(kind: HeadingKind, text: string, signal: AbortSignal) {
  const query = new URLSearchParams({ kind, pageSize: "50", ...(text !== "" && { q: text }) });
  const response = await fetch(routes.headingSearch(query.toString()), { signal });
  const body: { code?: number; data?: { items: HeadingRef[]; total: number } } = await response.json();
  if (body.code !== 1200 || !body.data) throw new Error(`headings were not found: ${response.status}`);
  return { items: body.data.items, total: body.data.total };
}
