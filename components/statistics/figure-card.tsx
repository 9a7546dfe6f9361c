import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { Card } from "@/components/ui/card";
import { ChangeText } from "@/components/ui/change";
import { cn } from "@/components/ui/class-names";
import { Explained } from "@/components/ui/explained";
import type { Change } from "@/lib/i18n/format";

export type FigureView = {
  id: string;
  name: string;
  /** Empty: nothing to explain. */
  definition: string;
  /** Short form, and the whole value for the pointer. */
  text: string;
  full: string;
  unit: string;
  /** What it was, in words; null: not compared. */
  base: string | null;
  change: Change | null;
  /** Why there is no figure. */
  remark?: string;
  /** Over the range, oldest first; null where a day has none. */
  points?: readonly (number | null)[];
};

/** One figure: what it means, how it changed, what it was, and its course. */
export function FigureCard({ figure, className }: { figure: FigureView; className?: string }) {
  return (
    <Card className={cn("flex flex-col overflow-hidden md:p-5", className)}>
      <h2 className="flex min-h-6 items-center text-xs font-normal text-ink-2">
        {figure.definition ? <Explained text={figure.definition}>{figure.name}</Explained> : figure.name}
      </h2>
      <p className="mt-1 flex items-baseline gap-1 whitespace-nowrap text-ink" title={figure.full}>
        <span className="figures text-lg font-semibold tracking-tight md:text-xl">{figure.text}</span>
        {figure.unit && <span className="text-xs text-ink-3">{figure.unit}</span>}
      </p>
      <FigureChange figure={figure} />
      {figure.points && <Sparkline points={figure.points} />}
    </Card>
  );
}

function FigureChange({ figure }: { figure: FigureView }) {
  let content: ReactNode = figure.remark;
  if (figure.remark === undefined && figure.base !== null) {
    content = (
      <>
        <ChangeText change={figure.change} />
        <span className="figures">{figure.base}</span>
      </>
    );
  }
  return <p className="mt-1.5 flex min-h-4.5 flex-wrap items-center gap-x-2 text-xs text-ink-3">{content}</p>;
}
