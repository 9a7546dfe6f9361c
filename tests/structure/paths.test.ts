import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { routes } from "@/lib/routes";
import { addressesOf, checkDocument, checkPaths } from "./checks/paths";
import { readTree } from "./source";

const addresses = addressesOf([
  "app/(portal)/page.tsx",
  "app/(portal)/stores/[code]/page.tsx",
  "app/api/auth/[...nextauth]/route.ts",
  "app/(portal)/stores/loading.tsx",
]);

test("the addresses of pages and handlers are read from their folders", () => {
  expect(addresses).toEqual(["/", "/stores/[code]", "/api/auth/[...nextauth]"]);
});

test("a path that nothing answers is found", () => {
  expect(checkPaths(["/", "/stores/S1?x=1", "/api/auth/callback/credentials"], addresses)).toEqual([]);
  expect(checkPaths(["/stores", "/stores/S1/days", "/accounts", "/api/auth"], addresses)).toEqual([
    "/stores",
    "/stores/S1/days",
    "/accounts",
    "/api/auth",
  ]);
});

test("a link or a path of a document that leads nowhere is found", () => {
  const text =
    "[a](lib/gone.ts) [b](lib/here.ts#part) [c](https://example.com) [d](#e) `lib/gone/too.ts` `lib/*/model.ts`";
  expect(checkDocument(text, (path) => path === "lib/here.ts")).toEqual(["lib/gone.ts", "lib/gone/too.ts"]);
});

test("every path that the portal builds is answered by a page or a handler", () => {
  const built = Object.entries(routes).map(([name, build]) =>
    name === "statsDownload"
      ? routes.statsDownload("sales", "csv", "from=2026-01-01")
      : (build as (part: string) => string)("S1"),
  );
  expect(built.length).toBeGreaterThan(5);
  expect(checkPaths(built, addressesOf(readTree().map(({ path }) => path)))).toEqual([]);
});

test("every link and path in the documents leads somewhere", () => {
  const documents = readdirSync(".").filter((name) => name.endsWith(".md"));
  const faults = documents.flatMap((name) =>
    checkDocument(readFileSync(name, "utf8"), existsSync).map((path) => `${name}: ${path}`),
  );
  expect(faults).toEqual([]);
});
