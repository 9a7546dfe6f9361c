import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const figures = ["a", "b", "c", "d", "e"];

export function OverviewSkeleton() {
  return (
    <div className="after-delay flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-3 md:gap-4 xl:grid-cols-5">
        {figures.map((figure) => (
          <Skeleton key={figure} className="h-26 first:col-span-2 md:first:col-span-1" />
        ))}
      </div>
      <Card>
        <Skeleton className="h-64 w-full md:h-72" />
      </Card>
    </div>
  );
}
