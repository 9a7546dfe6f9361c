import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { assertTestAddresses } from "./settings";
import { dropDatabases } from "./test-databases";

declare module "vitest" {
  export interface ProvidedContext {
    runId: string;
  }
}

/** Names the run; the workers make their databases themselves, and all of them go when the run ends. */
export default function setUp(project: TestProject): () => Promise<void> {
  assertTestAddresses();
  const runId = randomBytes(4).toString("hex");
  project.provide("runId", runId);
  return () => dropDatabases(process.env.DATABASE_ADMIN_URL ?? "", runId);
}
