/** Every path of the portal is built here, so that a moved page is one change and a dead link fails a test. */
export const routes = {
  login: () => "/login",
  home: () => "/",
  stores: () => "/stores",
  store: (code: string) => `/stores/${encodeURIComponent(code)}`,
  salesStats: (query = "") => `/stats/sales${query ? `?${query}` : ""}`,
  businessStats: (query = "") => `/stats/business${query ? `?${query}` : ""}`,
  statsDownload: (report: "sales" | "business", format: "csv" | "xlsx", query: string) =>
    `/api/mbi/stats/${report}/download?format=${format}${query ? `&${query}` : ""}`,
  definitions: () => "/api/mbi/stats/definitions",
  headingSearch: (query: string) => `/api/mbi/stats/headings?${query}`,
  storeSearch: (query = "") => `/api/mbi/stores${query ? `?${query}` : ""}`,
  adjustments: () => "/days/adjustments",
  myAccount: () => "/account",
} as const;
