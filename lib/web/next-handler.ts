import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { env, setNextSettings } from "@/lib/core/env";
import type { Handler } from "./entry";
import { refuseUpgrade } from "./raw-answer";

export type NextHandler = {
  handler: Handler;
  onUpgrade?: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close(): Promise<void>;
};

/** Next.js as a request handler: the build in production, the development server otherwise. */
export async function openNext(): Promise<NextHandler> {
  const { HOST, NODE_ENV, PORT } = env();
  const isDevelopment = NODE_ENV !== "production";
  const ownHost = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  setNextSettings(`http://${ownHost.includes(":") ? `[${ownHost}]` : ownHost}:${PORT}`);
  // Next.js listens for upgrades on the server it is given; on one of its own it gets those that we pass on.
  const upgrades = createServer();
  const app = next({ dev: isDevelopment, hostname: ownHost, port: PORT, httpServer: upgrades, quiet: false });
  await app.prepare();
  return {
    handler: app.getRequestHandler(),
    close: () => app.close(),
    ...(isDevelopment ? { onUpgrade: (req, socket, head) => passToNext(upgrades, req, socket, head) } : {}),
  };
}

function passToNext(upgrades: NodeJS.EventEmitter, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (req.url?.startsWith("/_next/")) upgrades.emit("upgrade", req, socket, head);
  else refuseUpgrade(req, socket, false);
}
