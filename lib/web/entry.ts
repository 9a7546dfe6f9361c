import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { log } from "@/lib/core/log";
import { answerRefusal, beginRefusal, fillEmptyRefusal } from "./answer";
import { bodyLimit, discardBody, isDeclaredOver, watchBody } from "./body-limit";
import type { TrustedProxies } from "./client-address";
import { answerHealth, isHealthPath } from "./health-answer";
import { answerBrokenRequest, refuseUpgrade } from "./raw-answer";
import { settleHeaders } from "./request-headers";
import { logRequest } from "./request-log";
import { pathOf, type Refusal, refusalOf } from "./request-target";
import { setHeadersLate } from "./response-headers";
import { Traffic } from "./traffic";

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

export type EntryOptions = {
  /** Next.js, or what stands for it in a test. */
  handler: Handler;
  isReady: () => Promise<boolean>;
  /** Whose forwarding headers are believed. */
  isTrusted: TrustedProxies;
  /** People reach the portal by https. */
  isSecure: boolean;
  /** Takes connections that change their protocol; only the development server has a use for them. */
  onUpgrade?: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type Entry = {
  server: Server;
  /** From now on the process is not ready and connections end with their answers. */
  startDraining(): void;
  /** Accepts no more and waits for what is being answered, at most `deadlineMs`; true where all was. */
  finish(deadlineMs: number): Promise<boolean>;
};

const serverOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than load balancers keep a connection, so that it is never closed under a request on its way.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  // Node's own refusal would lack the headers that every answer carries.
  requireHostHeader: false,
};

const bodyTooLarge: Refusal = { kind: "too_large", reason: "common.body_too_large" };
const fault: Refusal = { kind: "internal", reason: "common.internal" };
const wrongMethod: Refusal = { kind: "method", reason: "common.method_not_allowed" };

/** The HTTP server around a handler: what must hold before it sees a request and after it has answered. */
export function createEntry(options: EntryOptions): Entry {
  const { isSecure, isTrusted } = options;
  const traffic = new Traffic();
  const isReady = async () => !traffic.isDraining && (await options.isReady());

  const serve = (req: IncomingMessage, res: ServerResponse) => {
    const startedAt = performance.now();
    const path = pathOf(req.url ?? "");
    const { requestId, address } = settleHeaders(req, isTrusted);
    traffic.enter(res);
    res.once("close", () => {
      traffic.leave(res);
      logRequest(req, res, { path, requestId, address, startedAt });
    });
    const isApi = path.startsWith("/api/");
    setHeadersLate(res, { requestId, isApi, isSecure, isLast: () => traffic.isDraining });
    if (isHealthPath(path)) return answerHealth(req, res, { path, requestId, isReady });
    const refusal = refusalOf(req, path);
    if (refusal) return answerRefusal(req, res, requestId, refusal);
    if (isApi) fillEmptyRefusal(req, res, requestId, wrongMethod);
    admit(req, res, { limit: bodyLimit(path), requestId, handler: options.handler });
  };

  const server = createServer(serverOptions, serve);
  server.on("checkContinue", serve);
  server.on("checkExpectation", serve);
  server.on("clientError", (error, socket) => {
    answerBrokenRequest(error, socket, isSecure, traffic.isAnswering(socket));
  });
  server.on("connect", (req, socket) => refuseUpgrade(req, socket, isSecure));
  if (options.onUpgrade) server.on("upgrade", options.onUpgrade);
  return {
    server,
    startDraining: () => {
      traffic.isDraining = true;
    },
    finish: async (deadlineMs) => {
      server.close();
      const isDone = await traffic.quiet(deadlineMs);
      server.closeAllConnections();
      return isDone;
    },
  };
}

type Admission = { limit: number; requestId: string; handler: Handler };

/** Hands a request on, unless its body is too large or turns out to be while it arrives. */
function admit(req: IncomingMessage, res: ServerResponse, { limit, requestId, handler }: Admission): void {
  const refuse = () => refuseBody(req, res, requestId);
  const isAnnounced = req.headers.expect !== undefined;
  if (isDeclaredOver(req, limit)) {
    // A body that was only announced will not come, so there is nothing to wait for.
    if (isAnnounced) answerRefusal(req, res, requestId, bodyTooLarge);
    else refuse();
    return;
  }
  watchBody(req, limit, refuse);
  if (isAnnounced) res.writeContinue();
  const onFault = (error: unknown) => answerFault(req, res, requestId, error);
  try {
    handler(req, res)?.catch(onFault);
  } catch (error) {
    onFault(error);
  }
}

/** A handler that waits for the body learns of its end by the request's destruction, never by a cut body. */
function refuseBody(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  if (res.headersSent) {
    req.destroy();
    return;
  }
  beginRefusal(req, res, requestId, bodyTooLarge);
  discardBody(req, () => {
    res.end(() => req.destroy());
  });
}

/** The last resort: Next.js answers its own faults, so this one is ours or that of a broken build. */
function answerFault(req: IncomingMessage, res: ServerResponse, requestId: string, error: unknown): void {
  // Whoever has gone, or sent too much, has no answer to wait for.
  if (req.destroyed && !req.complete) return;
  log().error({ error: error instanceof Error ? error.stack : String(error), requestId }, "request failed");
  if (res.headersSent) res.destroy();
  else answerRefusal(req, res, requestId, fault);
}
