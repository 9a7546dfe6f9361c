"use client";

import { PageError } from "@/components/layout/page-error";

export default function RootError(props: { error: unknown; retry: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <PageError {...props} />
    </main>
  );
}
