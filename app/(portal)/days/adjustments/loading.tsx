import { PageSkeleton } from "@/components/layout/page-skeleton";
import { TableSkeleton } from "@/components/table/table-skeleton";

export default function AdjustmentsLoading() {
  return (
    <PageSkeleton>
      <TableSkeleton />
    </PageSkeleton>
  );
}
