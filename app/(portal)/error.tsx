"use client";

import { PageError } from "@/components/layout/page-error";

export default function PortalError(props: { error: unknown; retry: () => void }) {
  return <PageError {...props} />;
}
