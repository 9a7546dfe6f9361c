import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { assertOwnOrigin } from "@/lib/http/own-origin";
import { stubSettings } from "../auth/settings";

beforeAll(() => stubSettings());
afterAll(() => {
  vi.unstubAllEnvs();
});

function check(headers: Record<string, string>): () => void {
  return () => assertOwnOrigin({ header: (name) => headers[name] ?? null, cookie: () => null });
}

test.each([
  ["the address of the settings", { origin: "http://portal.test:3000", host: "anything" }],
  ["another address of the same machine", { origin: "http://192.168.1.8:3000", host: "192.168.1.8:3000" }],
])("a write from a page of ours is taken: %s", (_, headers) => {
  expect(check(headers)).not.toThrow();
});

test.each([
  ["no origin", { host: "portal.test:3000" }],
  ["an origin that hides itself", { origin: "null", host: "portal.test:3000" }],
  ["an origin that hides itself, and no host", { origin: "null" }],
  ["another site", { origin: "https://evil.example", host: "portal.test:3000" }],
  [
    "a name that only begins like ours",
    { origin: "http://portal.test:3000.evil.example", host: "portal.test:3000" },
  ],
  ["another port", { origin: "http://portal.test:4000", host: "portal.test:3000" }],
  ["another protocol", { origin: "https://portal.test:3000", host: "portal.test:3000" }],
  ["no address", { origin: "portal.test:3000", host: "portal.test:3000" }],
])("a write from elsewhere is refused: %s", (_, headers) => {
  expect(check(headers)).toThrow("access.foreign_origin");
});
