import { PageSkeleton } from "@/components/layout/page-skeleton";
import { OverviewSkeleton } from "@/components/statistics/overview-skeleton";
import { TableSkeleton } from "@/components/table/table-skeleton";

export default function StatsLoading() {
  return (
    <PageSkeleton>
      <div className="flex flex-col gap-4">
        <OverviewSkeleton />
        <TableSkeleton />
      </div>
    </PageSkeleton>
  );
}
