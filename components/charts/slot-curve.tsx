import { coursePoints } from "./course";

type CurvePoint = { key: string; label: string; value: number | null; base: number };

type SlotCurveProps = { label: string; points: readonly CurvePoint[]; axis: (value: number) => string };

const [width, height] = [600, 160];

/**
 * Two lines over the half hours of a day, drawn on the server: the first picture of a slow phone needs no script. The same
 * figures stand in the table below it, so that the drawing is for the eye only.
 */
export function SlotCurve({ label, points, axis }: SlotCurveProps) {
  const top = Math.max(1, ...points.flatMap(({ value, base }) => [value ?? 0, base]));
  const box = { width, height, top, bottom: 0 };
  const every = Math.max(1, Math.ceil(points.length / 6));
  return (
    <div role="img" aria-label={label} className="text-xs text-ink-3">
      <div className="relative">
        <span className="figures absolute top-0 left-0 bg-surface/80 pr-1">{axis(top)}</span>
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-36 w-full fill-none md:h-48"
        >
          {[0.5, height / 2, height - 0.5].map((y) => (
            <path key={y} d={`M0 ${y}H${width}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          <polyline
            points={coursePoints(
              points.map(({ base }) => base),
              box,
            )}
            className="stroke-compare"
            strokeWidth={1.75}
            strokeDasharray="5 4"
            vectorEffect="non-scaling-stroke"
          />
          <polyline
            points={coursePoints(
              points.map(({ value }) => value),
              box,
            )}
            className="stroke-chart-1"
            strokeWidth={2.25}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <div className="figures flex justify-between pt-1">
        {points
          .filter((_, index) => index % every === 0)
          .map(({ key, label: text }) => (
            <span key={key}>{text}</span>
          ))}
      </div>
    </div>
  );
}
