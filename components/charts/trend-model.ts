/** One place on the time axis, with the place it is compared to. */
export type TrendPoint = {
  key: string;
  axisLabel: string;
  label: string;
  /** Null for a day that is still to come. */
  value: number | null;
  /** Not over yet; its line is drawn broken, so that it does not look like a fall. */
  isOpen: boolean;
  compareLabel: string | null;
  compareValue: number | null;
};

export type TrendNames = { label: string; current: string; compare: string };

/** Figures as text: full in tooltips and tables, short on the axis. */
export type TrendFormat = { full: (value: number) => string; axis: (value: number) => string };
