/** Own drawing: a steaming pot, the shape of app/icon.svg. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M7 15.5h18v2.2a7.3 7.3 0 0 1-7.3 7.3h-3.4A7.3 7.3 0 0 1 7 17.7zM12 12c-1.4-1.6 1.4-2.6 0-4.4M16 12c-1.4-1.6 1.4-2.6 0-4.4M20 12c-1.4-1.6 1.4-2.6 0-4.4"
        className="fill-none stroke-on-accent"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
