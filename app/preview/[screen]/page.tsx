import { OwnDetails } from "@/components/accounts/own-details";
import { PasswordForm } from "@/components/accounts/password-form";
import { Notice } from "@/components/form/notice";
import { PageHeader } from "@/components/layout/page-header";
import { PortalFrame } from "@/components/layout/portal-frame";
import { PendingBar, PendingRegion, UrlTransitionProvider } from "@/components/layout/url-transition";
import { OverviewSkeleton } from "@/components/statistics/overview-skeleton";
import { SalesActions } from "@/components/statistics/sales-actions";
import { SalesFigures } from "@/components/statistics/sales-figures";
import { SalesFilters } from "@/components/statistics/sales-filters";
import { SalesNotes } from "@/components/statistics/sales-notes";
import { SalesTable } from "@/components/statistics/sales-table";
import { SalesTrend } from "@/components/statistics/sales-trend";
import { StoreAttributes, StoreFacts } from "@/components/stores/store-facts";
import { StoreFilters } from "@/components/stores/store-filters";
import { OwnerHistory, StatusHistory } from "@/components/stores/store-history";
import { StoresTable } from "@/components/stores/stores-table";
import { TableSkeleton } from "@/components/table/table-skeleton";
import { Card, CardTitle } from "@/components/ui/card";
import { EmptyState, ErrorState, NoPermissionState } from "@/components/ui/states";
import { StoreFilter } from "../../(portal)/stats/sales/store-filter";
import { list, overview, store, stores } from "../fixtures";

export default async function Preview({ params }: { params: Promise<{ screen: string }> }) {
  const { screen } = await params;
  return (
    <PortalFrame
      user={{ name: "张建国", accountNumber: "F2000", roleName: "店长", merchantName: "张建国(加盟商)" }}
      storeCount={12}
      entries={["salesStats", "stores", "account"]}
      isSidebarCollapsed={false}
    >
      <UrlTransitionProvider>
        <PendingBar />
        {screen === "sales" && (
          <>
            <PageHeader
              title="销售统计"
              description="按称重单统计每个商品、门店和每天的销售"
              aside="数据截至 11月21日 06:05"
              actions={<SalesActions downloadQuery="from=1" downloadRight="下载" />}
            />
            <SalesFilters
              range={overview.range}
              today="2026-11-21"
              daysMax={731}
              skus={["K101"]}
              setCount={2}
              storePicker={<StoreFilter stores={stores.slice(0, 3)} storeCount={12} />}
            />
            <PendingRegion className="flex flex-col gap-4">
              <Notice tone="warning">链接里有 2 家门店不在你能看的范围内,已去掉:S1, S2。</Notice>
              <SalesFigures overview={overview} />
              <SalesNotes overview={overview} comparison="previous" />
              <SalesTrend overview={overview} comparison="previous" />
              <SalesTable list={list} grouping="sku" sort="-amountFen" />
            </PendingRegion>
          </>
        )}
        {screen === "stores" && (
          <>
            <PageHeader title="门店" description="你能看的全部门店" />
            <StoreFilters />
            <StoresTable
              page={{ items: stores, total: 2560, page: 3, pageSize: 50 }}
              sort="code"
              empty={null}
            />
          </>
        )}
        {screen === "store" && (
          <>
            <PageHeader title={store.name} description={store.code} />
            <div className="grid gap-4 lg:grid-cols-3">
              <div className="flex flex-col gap-4 lg:col-span-2">
                <StoreFacts store={store} />
                <StoreAttributes attributes={store.attributes} />
              </div>
              <div className="flex flex-col gap-4">
                <OwnerHistory ownerships={store.ownerships} />
                <StatusHistory statuses={store.statuses} />
              </div>
            </div>
          </>
        )}
        {screen === "account" && (
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <OwnDetails
              account={{
                accountNumber: "F2000",
                realName: "张建国",
                phone: "13800001111",
                kind: "main",
                pid: 1,
                merchant: { code: "F2000", name: "张建国", kind: "franchisee" },
                roleName: null,
                permissions: [],
                mustChangePassword: true,
                storeCount: 12,
                lastLoginAt: null,
              }}
              permissionLabels={["查看门店"]}
            />
            <Card>
              <CardTitle className="mb-4">修改密码</CardTitle>
              <PasswordForm
                lengthMin={10}
                action={async (p) => {
                  "use server";
                  return p;
                }}
              />
            </Card>
          </div>
        )}
        {screen === "states" && (
          <>
            <EmptyState title="这段时间没有销售记录" text="换个日期" />
            <ErrorState title="数据没有取到" text="出错了" requestId="0f3a-11" />
            <NoPermissionState right="查看销售统计" />
          </>
        )}
        {screen === "skeleton" && (
          <div className="flex flex-col gap-4">
            <OverviewSkeleton />
            <TableSkeleton />
          </div>
        )}
      </UrlTransitionProvider>
    </PortalFrame>
  );
}
