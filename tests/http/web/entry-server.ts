import { once } from "node:events";
import { type ClientRequest, type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach } from "vitest";
import { createEntry, type Entry, type EntryOptions } from "@/lib/web/entry";

export type RunningEntry = { entry: Entry; port: number };
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

const running: Entry[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((entry) => entry.finish(0)));
});

/** An entry on a free port around a stub that stands for Next.js; ended after the test. */
export async function startEntry(options: Partial<EntryOptions> = {}): Promise<RunningEntry> {
  const entry = createEntry({
    handler: (_req, res) => void res.end("page"),
    isReady: async () => true,
    isTrusted: () => false,
    isSecure: false,
    ...options,
  });
  running.push(entry);
  entry.server.listen(0, "127.0.0.1");
  await once(entry.server, "listening");
  const { port } = entry.server.address() as AddressInfo;
  return { entry, port };
}

type Sending = {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as it is produced; without a content-length header that means chunked. */
  body?: Iterable<Buffer>;
};

export async function send(
  port: number,
  { path = "/", method = "GET", headers = {}, body = [] }: Sending = {},
) {
  const req = request({ host: "127.0.0.1", port, path, method, headers, agent: false });
  // The server may close a connection while we still send; what counts is the answer.
  req.on("error", () => undefined);
  const answered = once(req, "response");
  for (const part of body) {
    // A server that has answered may read no more.
    if (!req.write(part) && (await Promise.race([drained(req), answered]))) break;
  }
  req.end();
  const [res] = await answered;
  return { status: res.statusCode, headers: res.headers, body: await text(res) } as Answer;
}

/** Sends bytes as they are and answers all that comes back until the connection is closed. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

/** Resolves to nothing when more can be written; leaves no listener for errors behind. */
function drained(req: ClientRequest): Promise<undefined> {
  return new Promise((resolve) => req.once("drain", () => resolve(undefined)));
}
