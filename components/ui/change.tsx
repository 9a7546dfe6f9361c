import { type Change, none } from "@/lib/i18n/format";

/** Sign, arrow and number say it; the colour only repeats it. The arrow is drawn by the style sheet (`.change`). */
export function ChangeText({ change }: { change: Change | null }) {
  if (change === null) return <span className="text-ink-3">{none}</span>;
  return <span className={`change ${change.direction}`}>{change.text}</span>;
}
