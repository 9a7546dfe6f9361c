import { createHash } from "node:crypto";
import type { BrandItem, MerchantItem, RegionItem, StoreItem } from "@/lib/masterdata/schemas";
import type { CsvLine } from "./read-csv";

/** Columns of the file of stores; all of them must be there, in any order. */
export const storeColumns = [
  "Brand",
  "Store Number",
  "Store Name",
  "Ownership Type",
  "Street Address",
  "City",
  "State/Province",
  "Country",
  "Postcode",
  "Phone Number",
  "Timezone",
  "Longitude",
  "Latitude",
] as const;
export type StoreColumn = (typeof storeColumns)[number];
export type StoreLine = CsvLine<StoreColumn>;

/** A store with everything it needs to stand on: brand, owner, managing branch, regions from the widest on. */
export type StoreOfFile = {
  store: StoreItem;
  brand: BrandItem;
  merchants: MerchantItem[];
  regions: RegionItem[];
};
export type Fault = { column: StoreColumn | ""; value: string; reason: string };

/** The file knows no opening dates: whoever has a store has had it from here on. */
const ownedFromOn = "2000-01-01";
const franchised = new Set(["Franchise", "Licensed", "Joint Venture"]);
const operatedByBranch = "Company Owned";
const unknownCity = "unknown";

/** Reads a line, or says what is wrong with it. */
export function toStore({ fields, isComplete }: StoreLine): StoreOfFile | Fault {
  if (!isComplete) return { column: "", value: "", reason: "the line has not as many fields as the header" };
  const fault = faultOf(fields);
  if (fault) return fault;
  const place = `${fields.Country.trim()}-${fields["State/Province"].trim()}`;
  const ownership = fields["Ownership Type"].trim();
  const brand = { code: slug(fields.Brand), name: fields.Brand.trim(), cutOffs: [] };
  const branch = merchant(place, `${place} Branch`, "branch");
  const owner = franchised.has(ownership)
    ? merchant(`${place}-${slug(ownership)}`, `${place} ${ownership}`, "franchisee")
    : branch;
  const regions = regionsOf(fields, place);
  return {
    brand,
    merchants: [branch, owner],
    regions,
    store: {
      code: fields["Store Number"].trim(),
      name: fields["Store Name"].trim(),
      brandCode: brand.code,
      regionCode: regions.at(-1)?.code ?? null,
      ownerCode: owner.code,
      managerCode: branch.code,
      lifeCycle: "open",
      address: fields["Street Address"].trim().replace(/\s+/g, " "),
      phone: fields["Phone Number"].trim(),
      longitude: degrees(fields.Longitude),
      latitude: degrees(fields.Latitude),
      openedOn: null,
      closedOn: null,
      attributes: attributesOf(fields),
      sourceVersion: 0,
      ownedFromOn,
      changedOn: null,
    },
  };
}

export function hasCoordinates({ fields }: StoreLine): boolean {
  return fields.Longitude.trim() !== "" && fields.Latitude.trim() !== "";
}

type Fields = StoreLine["fields"];
type Rule = { column: StoreColumn; isFine: (value: string) => boolean; reason: string };

const rules: readonly Rule[] = [
  {
    column: "Store Number",
    isFine: matches(/^[A-Za-z0-9_.-]{1,32}$/),
    reason: "must be 1–32 letters, digits, dots or hyphens",
  },
  {
    column: "Brand",
    isFine: (value) => slug(value) !== "" && value.length <= 80,
    reason: "must be 1–80 characters",
  },
  { column: "Store Name", isFine: length(1, 120), reason: "must be 1–120 characters" },
  {
    column: "Ownership Type",
    isFine: (value) => value === operatedByBranch || franchised.has(value),
    reason: `must be one of: ${[...franchised, operatedByBranch].join(", ")}`,
  },
  { column: "Country", isFine: matches(/^[A-Z]{2}$/), reason: "must be two capital letters" },
  {
    column: "State/Province",
    isFine: matches(/^[A-Za-z0-9]{1,6}$/),
    reason: "must be 1–6 letters or digits",
  },
  { column: "City", isFine: length(0, 80), reason: "must be at most 80 characters" },
  { column: "Street Address", isFine: length(0, 255), reason: "must be at most 255 characters" },
  { column: "Phone Number", isFine: length(0, 40), reason: "must be at most 40 characters" },
  { column: "Postcode", isFine: length(0, 40), reason: "must be at most 40 characters" },
  { column: "Timezone", isFine: length(0, 80), reason: "must be at most 80 characters" },
  { column: "Longitude", isFine: isDegrees(180), reason: "must be empty or a number from -180 to 180" },
  { column: "Latitude", isFine: isDegrees(90), reason: "must be empty or a number from -90 to 90" },
];

function faultOf(fields: Fields): Fault | null {
  const broken = rules.find(({ column, isFine }) => !isFine(fields[column].trim()));
  if (broken) return { column: broken.column, value: fields[broken.column], reason: broken.reason };
  if ((fields.Longitude.trim() === "") === (fields.Latitude.trim() === "")) return null;
  return { column: "Latitude", value: fields.Latitude, reason: "longitude and latitude go together" };
}

function matches(pattern: RegExp) {
  return (value: string) => pattern.test(value);
}

function length(min: number, max: number) {
  return (value: string) => value.length >= min && value.length <= max;
}

function isDegrees(max: number) {
  return (value: string) =>
    value === "" || (/^-?\d{1,3}(\.\d{1,8})?$/.test(value) && Math.abs(Number(value)) <= max);
}

function degrees(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 32);
}

function merchant(code: string, name: string, kind: MerchantItem["kind"]): MerchantItem {
  return { code, name, kind, phone: null, sourceVersion: 0 };
}

/** Country → country-state → city. Names of cities are in every script, so their codes are made of a hash. */
function regionsOf(fields: Fields, place: string): RegionItem[] {
  const country = fields.Country.trim();
  const city = fields.City.trim();
  const cityKey = city === "" ? unknownCity : createHash("sha256").update(city).digest("hex").slice(0, 12);
  return [
    { code: country, name: country, level: "area", parentCode: null },
    { code: place, name: place, level: "province", parentCode: country },
    { code: `${place}-${cityKey}`, name: city === "" ? unknownCity : city, level: "city", parentCode: place },
  ];
}

const columnsOfStore: ReadonlySet<StoreColumn> = new Set([
  "Brand",
  "Store Number",
  "Store Name",
  "Street Address",
  "Phone Number",
  "Longitude",
  "Latitude",
]);

/** What has no column of its own, as it came. */
function attributesOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    storeColumns.flatMap((name) => (columnsOfStore.has(name) ? [] : [[name, fields[name]]])),
  );
}
