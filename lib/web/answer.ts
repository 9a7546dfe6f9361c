import type { IncomingMessage, ServerResponse } from "node:http";
import { errorKinds } from "@/lib/core/errors";
import { pickLocale } from "@/lib/i18n/locales";
import { refusalMessages } from "./refusal-messages";
import type { Refusal } from "./request-target";

/** The entry's own answers in the form of every JSON API: `{code, message, …, requestId}`. */
export function answerOk(req: IncomingMessage, res: ServerResponse, requestId: string, data: object): void {
  res.statusCode = 200;
  sendJson(req, res, { code: 1200, message: "ok", data, requestId });
}

export function answerRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  refusal: Refusal,
): void {
  setRefusalHead(res, refusal);
  sendJson(req, res, refusalBody(req.headers["accept-language"], requestId, refusal));
}

/**
 * Answers while the request's body is still coming: everything is written, but the answer is ended by the caller, when
 * the rest of the body has been thrown away.
 */
export function beginRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  refusal: Refusal,
): void {
  setRefusalHead(res, refusal);
  const content = JSON.stringify(refusalBody(req.headers["accept-language"], requestId, refusal));
  res.setHeader("Connection", "close");
  setJsonHead(res, content);
  res.write(content);
}

/**
 * Next.js answers a method that a route does not have with an empty 405; callers of the APIs get our form of it. The head is
 * completed as it is written, because what compresses answers writes it before the end.
 */
export function fillEmptyRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  refusal: Refusal,
): void {
  const { writeHead, end } = res;
  let content: string | undefined;
  const writeFilledHead = (...args: unknown[]): ServerResponse => {
    const isEmpty = args[0] === errorKinds.method.status && !res.hasHeader("Content-Type");
    if (isEmpty) {
      content = JSON.stringify(refusalBody(req.headers["accept-language"], requestId, refusal));
      setJsonHead(res, content);
    }
    return Reflect.apply(writeHead, res, args);
  };
  const endFilled = (...args: unknown[]): ServerResponse => {
    // Only here ahead of its time: written so, a head knows nothing of a body's length.
    if (!res.headersSent && res.statusCode === errorKinds.method.status) res.writeHead(res.statusCode);
    return Reflect.apply(end, res, content === undefined ? args : [content]);
  };
  res.writeHead = writeFilledHead;
  res.end = endFilled;
}

export function refusalBody(language: string | undefined, requestId: string, { kind, reason }: Refusal) {
  const message = refusalMessages[pickLocale(undefined, language ?? null)][reason];
  return { code: errorKinds[kind].code, message, reason, requestId };
}

export function refusalStatus({ kind, status }: Refusal): number {
  return status ?? errorKinds[kind].status;
}

function setRefusalHead(res: ServerResponse, refusal: Refusal): void {
  res.statusCode = refusalStatus(refusal);
  res.setHeader("Cache-Control", "no-store");
  if (refusal.allow !== undefined) res.setHeader("Allow", refusal.allow);
  if (refusal.kind === "unavailable") res.setHeader("Retry-After", String(2 + Math.floor(Math.random() * 4)));
}

function sendJson(req: IncomingMessage, res: ServerResponse, body: object): void {
  const content = JSON.stringify(body);
  setJsonHead(res, content);
  res.end(req.method === "HEAD" ? undefined : content);
}

function setJsonHead(res: ServerResponse, content: string): void {
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Content-Length", Buffer.byteLength(content));
}
