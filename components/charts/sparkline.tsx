import { coursePoints } from "./course";

const [width, height] = [120, 28];

/** The course of a figure without axes, for the eye only: the same numbers stand in the trend and its table. */
export function Sparkline({ points }: { points: readonly (number | null)[] }) {
  const known = points.filter((point) => point !== null);
  if (known.length < 2) return null;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="mt-auto h-9 pt-2 w-full fill-none stroke-chart-1"
    >
      <polyline
        points={coursePoints(points, {
          width,
          height,
          top: Math.max(...known),
          bottom: Math.min(0, ...known),
        })}
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
