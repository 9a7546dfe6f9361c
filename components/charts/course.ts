type Box = { width: number; height: number; top: number; bottom: number };

/** Values as points of a polyline in a box, one place each; places without a value are left out. */
export function coursePoints(
  values: readonly (number | null)[],
  { width, height, top, bottom }: Box,
): string {
  const step = width / Math.max(1, values.length - 1);
  const span = top - bottom || 1;
  return values
    .flatMap((value, index) => {
      if (value === null) return [];
      const y = height - 1 - ((value - bottom) / span) * (height - 2);
      return [`${round(index * step)},${round(y)}`];
    })
    .join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
