import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const figures = ["a", "b", "c", "d", "e"];

export function OverviewSkeleton() {
  return (
    <div className="after-delay flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-3 md:gap-4 xl:grid-cols-5">
        {figures.map((figure, index) => (
          <Card key={figure} className={index === 0 ? "col-span-2 md:col-span-1 md:p-5" : "md:p-5"}>
            <Skeleton className="h-4 w-16" />
            <Skeleton className="mt-2 h-8 w-28" />
            <Skeleton className="mt-2 h-4 w-24" />
          </Card>
        ))}
      </div>
      <Card>
        <Skeleton className="h-5 w-32" />
        <Skeleton className="mt-4 h-64 w-full md:h-72" />
      </Card>
    </div>
  );
}
