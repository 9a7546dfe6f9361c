/** The lines of a table that is on its way, drawn by the style sheet: one element and not one a cell. */
export function TableSkeleton() {
  return <div aria-hidden className="after-delay skeleton-rows" />;
}
