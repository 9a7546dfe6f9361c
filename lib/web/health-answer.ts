import type { IncomingMessage, ServerResponse } from "node:http";
import { answerOk, answerRefusal } from "./answer";

const livePath = "/api/health/live";
const readyPath = "/api/health/ready";

export function isHealthPath(path: string): boolean {
  return path === livePath || path === readyPath;
}

/**
 * Health is answered by the entry and nowhere else, so that it tells of this process even when Next.js is busy or broken.
 * Live: the event loop turns. Ready: the database takes writes, the tables are this build's, and no stop was asked for.
 */
export async function answerHealth(
  req: IncomingMessage,
  res: ServerResponse,
  facts: { path: string; requestId: string; isReady: () => Promise<boolean> },
): Promise<void> {
  const { path, requestId } = facts;
  if (req.method !== "GET" && req.method !== "HEAD") {
    answerRefusal(req, res, requestId, {
      kind: "method",
      reason: "common.method_not_allowed",
      allow: "GET, HEAD",
    });
    return;
  }
  if (path === livePath) return answerOk(req, res, requestId, { status: "live" });
  if (await facts.isReady()) return answerOk(req, res, requestId, { status: "ready" });
  answerRefusal(req, res, requestId, { kind: "unavailable", reason: "common.not_ready" });
}
