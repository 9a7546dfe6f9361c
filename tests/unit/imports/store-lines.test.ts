import { expect, test } from "vitest";
import { type StoreColumn, storeColumns, toStore } from "@/lib/imports/store-lines";
import { ApplyStoresInput } from "@/lib/masterdata/schemas";

const sample: Record<StoreColumn, string> = {
  Brand: "Some Coffee",
  "Store Number": "1234-567",
  "Store Name": "Main Street",
  "Ownership Type": "Joint Venture",
  "Street Address": "1 Main\n Street",
  City: "Zürich",
  "State/Province": "ZH",
  Country: "CH",
  Postcode: "8000",
  "Phone Number": "",
  Timezone: "GMT+1:00 Europe/Zurich",
  Longitude: "8.54",
  Latitude: "47.37",
};

function storeOf(parts: Partial<Record<StoreColumn, string>> = {}) {
  const taken = toStore({ line: 2, fields: { ...sample, ...parts }, isComplete: true });
  if ("reason" in taken) throw new Error(`${taken.column}: ${taken.reason}`);
  return taken;
}

function faultOf(parts: Partial<Record<StoreColumn, string>>) {
  const taken = toStore({ line: 2, fields: { ...sample, ...parts }, isComplete: true });
  return "reason" in taken ? taken.column : null;
}

test.each(["Franchise", "Licensed", "Joint Venture"])(
  "%s belongs to a franchisee and is managed by the branch",
  (type) => {
    const { store, merchants } = storeOf({ "Ownership Type": type });
    const slug = type.toLowerCase().replace(" ", "-");
    expect([store.ownerCode, store.managerCode]).toEqual([`CH-ZH-${slug}`, "CH-ZH"]);
    expect(merchants.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "branch CH-ZH Branch",
      `franchisee CH-ZH ${type}`,
    ]);
  },
);

test("Company Owned is operated by the branch itself", () => {
  const { store } = storeOf({ "Ownership Type": "Company Owned" });
  expect([store.ownerCode, store.managerCode]).toEqual(["CH-ZH", "CH-ZH"]);
});

test("regions are country, country-state and city; codes are ASCII and states of two countries are two regions", () => {
  const [country, state, city] = storeOf().regions;
  expect([country?.code, state?.code, city?.parentCode, city?.name]).toEqual([
    "CH",
    "CH-ZH",
    "CH-ZH",
    "Zürich",
  ]);
  expect(city?.code).toMatch(/^CH-ZH-[0-9a-f]{12}$/);
  expect(storeOf({ Country: "DE" }).regions[1]?.code).toBe("DE-ZH");
  expect(storeOf({ City: " " }).regions[2]).toMatchObject({ code: "CH-ZH-unknown", name: "unknown" });
});

test("what has no column of its own is kept as it came", () => {
  const { store } = storeOf({ City: " Zürich ", Postcode: "" });
  expect(store.attributes).toEqual({
    "Ownership Type": "Joint Venture",
    City: " Zürich ",
    "State/Province": "ZH",
    Country: "CH",
    Postcode: "",
    Timezone: "GMT+1:00 Europe/Zurich",
  });
  expect(store).toMatchObject({
    address: "1 Main Street",
    longitude: 8.54,
    latitude: 47.37,
    ownedFromOn: "2000-01-01",
  });
});

test("what is taken is fit for the verb", () => {
  expect(ApplyStoresInput.safeParse({ items: [storeOf().store] }).success).toBe(true);
});

test.each<[StoreColumn, string]>([
  ["Store Number", ""],
  ["Store Number", "12 34"],
  ["Store Number", "门店1"],
  ["Brand", ""],
  ["Brand", "星"],
  ["Store Name", " "],
  ["Store Name", "x".repeat(121)],
  ["Ownership Type", "Owned"],
  ["Country", "Switzerland"],
  ["Country", "ch"],
  ["State/Province", ""],
  ["City", "x".repeat(81)],
  ["Street Address", "x".repeat(256)],
  ["Phone Number", "1".repeat(41)],
  ["Longitude", "abc"],
  ["Longitude", "180.01"],
  ["Longitude", "1e2"],
  ["Latitude", "-90.5"],
  ["Latitude", ""],
])("a line with %s „%s“ is refused and names the column", (column, value) => {
  expect(faultOf({ [column]: value })).toBe(column);
});

test("a line with another number of fields is refused", () => {
  const fields = Object.fromEntries(storeColumns.map((column) => [column, "x"])) as Record<
    StoreColumn,
    string
  >;
  expect(toStore({ line: 2, fields, isComplete: false })).toMatchObject({ column: "" });
});
