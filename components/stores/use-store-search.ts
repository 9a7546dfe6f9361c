"use client";

import { useEffect, useState } from "react";
import type { StoreRow } from "@/lib/masterdata/model";
import { StoreSearchError, searchStores } from "./store-search";

type SearchState = {
  status: "loading" | "ready" | "failed";
  items: StoreRow[];
  total: number;
  /** What the server said, in the reader's language; null where it could not be reached. */
  failure: string | null;
};

const nothing = { items: [], total: 0, failure: null };

const typingPauseMs = 180;

/** Asks once the typing pauses and drops answers that were overtaken by a newer question. */
export function useStoreSearch(text: string, attempt: number): SearchState {
  const [state, setState] = useState<SearchState>({ status: "loading", ...nothing });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks the same question again.
  useEffect(() => {
    const abort = new AbortController();
    const timer = window.setTimeout(
      async () => {
        setState((before) => ({ ...before, status: "loading" }));
        try {
          const page = await searchStores(text, 1, abort.signal);
          setState({ status: "ready", items: page.items, total: page.total, failure: null });
        } catch (error) {
          const failure = error instanceof StoreSearchError ? error.message : null;
          if (!abort.signal.aborted) setState({ status: "failed", ...nothing, failure });
        }
      },
      text === "" ? 0 : typingPauseMs,
    );
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [text, attempt]);

  return state;
}
