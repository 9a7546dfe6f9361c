import { Skeleton } from "@/components/ui/skeleton";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];
const cells = ["a", "b", "c", "d", "e"];

/** The shape of the table on the desktop and of its cards on the phone. */
export function TableSkeleton() {
  return (
    <div className="after-delay">
      <div className="hidden overflow-hidden rounded-lg border border-line bg-surface md:block">
        {rows.map((row) => (
          <div key={row} className="flex h-10 items-center gap-6 border-b border-line px-4 last:border-b-0">
            <Skeleton className="h-4 w-48" />
            <div className="flex flex-1 justify-end gap-8">
              {cells.map((cell) => (
                <Skeleton key={cell} className="h-4 w-16" />
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-2 md:hidden">
        {rows.slice(0, 5).map((row) => (
          <div key={row} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="h-4 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
