import type { ReactNode } from "react";
import { ChangeText } from "@/components/ui/change";
import { type Change, none, percentText } from "@/lib/i18n/format";

export type ShareBar = {
  key: string;
  name: ReactNode;
  text: string;
  value: number;
  shareBps: number | null;
  /** Undefined: nothing is compared. */
  change?: Change | null;
};

/** Bars from zero, the longest across; every figure stands beside its bar, so that there is nothing to hover for. */
export function ShareBars({ bars }: { bars: readonly ShareBar[] }) {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ol className="share-bars">
      {bars.map(({ key, name, text, value, shareBps, change }) => (
        <li key={key} style={{ backgroundSize: `${Math.max(0, (value / longest) * 100).toFixed(1)}% 4px` }}>
          <span>{name}</span>
          <b>{text}</b>
          <small>{shareBps === null ? none : percentText(shareBps)}</small>
          {change !== undefined && (
            <small>
              <ChangeText change={change} />
            </small>
          )}
        </li>
      ))}
    </ol>
  );
}
