/** Every path of the portal is built here, so that a moved page is one change and a dead link fails a test. */
export const routes = {
  login: () => "/login",
  home: () => "/",
  stores: () => "/stores",
  store: (code: string) => `/stores/${encodeURIComponent(code)}`,
  salesStats: (query = "") => `/stats/sales${query ? `?${query}` : ""}`,
  salesDownload: (format: "csv" | "xlsx", query: string) =>
    `/api/mbi/stats/sales/download?format=${format}${query ? `&${query}` : ""}`,
  storeSearch: (query = "") => `/api/mbi/stores${query ? `?${query}` : ""}`,
  myAccount: () => "/account",
} as const;
