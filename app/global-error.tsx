"use client";

import "./globals.css";

/**
 * The layout itself failed, and with it the messages: both languages stand here, and nothing is imported that could
 * fail the same way.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return (
    <html lang="zh-CN">
      <body className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
        <title>页面没有打开</title>
        <h1 className="text-lg font-semibold">页面没有打开</h1>
        <p className="text-ink-2">请稍后重试。 / The page could not be opened, please try again.</p>
        {digest && <code className="font-mono text-xs text-ink-3">{digest}</code>}
        <button
          type="button"
          onClick={() => retry()}
          className="h-11 rounded-md bg-accent px-5 text-on-accent"
        >
          重试 / Retry
        </button>
      </body>
    </html>
  );
}
