import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function StoreLoading() {
  return (
    <PageSkeleton>
      <div className="after-delay grid gap-4 lg:grid-cols-3">
        <Skeleton className="h-96 rounded-lg lg:col-span-2" />
        <Skeleton className="h-60 rounded-lg" />
      </div>
    </PageSkeleton>
  );
}
