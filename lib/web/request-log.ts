import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/core/log";
import { isHealthPath } from "./health-answer";

type Facts = { path: string; requestId: string; address: string; startedAt: number };

const pathCharactersMax = 512;

/** One line per request; never the query, which may hold what people searched for. */
export function logRequest(req: IncomingMessage, res: ServerResponse, facts: Facts): void {
  const { path, requestId, address, startedAt } = facts;
  const line = {
    method: req.method,
    path: path.slice(0, pathCharactersMax),
    status: res.statusCode,
    ms: Math.round((performance.now() - startedAt) * 10) / 10,
    requestId,
    address,
    ...(res.writableFinished ? {} : { isCutOff: true }),
  };
  if (isHealthPath(path)) log().debug(line, "request");
  else if (res.statusCode >= 500) log().warn(line, "request");
  else log().info(line, "request");
}
