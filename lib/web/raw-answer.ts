import { randomUUID } from "node:crypto";
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { log } from "@/lib/core/log";
import { refusalBody, refusalStatus } from "./answer";
import type { Refusal } from "./request-target";
import { fixedHeaders } from "./response-headers";

/** HTTP's own statuses where Node found no request that could be answered the usual way. */
const broken: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: { kind: "too_large", reason: "common.headers_too_large", status: 431 },
  ERR_HTTP_REQUEST_TIMEOUT: { kind: "invalid", reason: "common.request_timeout", status: 408 },
};
const malformed: Refusal = { kind: "invalid", reason: "common.bad_request" };
const noUpgrade: Refusal = { kind: "invalid", reason: "common.upgrade_refused" };
const noTunnel: Refusal = { kind: "method", reason: "common.method_not_allowed" };

/** Answers what Node could not read as a request, unless an answer is already on its way through the connection. */
export function answerBrokenRequest(
  error: Error,
  socket: Duplex,
  isSecure: boolean,
  isAnswering: boolean,
): void {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNRESET" || !socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  endRaw(socket, broken[code] ?? malformed, isSecure, undefined, code);
}

/** Refuses a request to change the protocol or to be a tunnel. */
export function refuseUpgrade(req: IncomingMessage, socket: Duplex, isSecure: boolean): void {
  const refusal = req.method === "CONNECT" ? noTunnel : noUpgrade;
  endRaw(socket, refusal, isSecure, req.headers["accept-language"], "UPGRADE");
}

function endRaw(
  socket: Duplex,
  refusal: Refusal,
  isSecure: boolean,
  language: string | undefined,
  code: string,
): void {
  const requestId = randomUUID();
  const status = refusalStatus(refusal);
  const text = JSON.stringify(refusalBody(language, requestId, refusal));
  const headers = [
    ...fixedHeaders({ requestId, isApi: true, isSecure }),
    ["Cache-Control", "no-store"],
    ["Connection", "close"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["Content-Length", String(Buffer.byteLength(text))],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  // The other side may be gone already; there is nobody left to tell.
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n${text}`, () => {
    socket.destroy();
  });
  log().info({ status, requestId, code }, "broken request");
}
