import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { bodyLimit, isDeclaredOver, watchBody } from "@/lib/web/body-limit";

function request(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}

describe("body limits", () => {
  it.each([
    ["/", 1_048_576],
    ["/stores", 1_048_576],
    ["/api/terminal/orders", 1_048_576],
    ["/api/auth/callback/credentials", 65_536],
    ["/api/mbi/login", 16_384],
  ])("%s may have %i bytes", (path, bytes) => {
    expect(bodyLimit(path)).toBe(bytes);
  });

  it("a declared length at the limit passes and one byte more does not", () => {
    expect(isDeclaredOver(request({ "content-length": "10" }), 10)).toBe(false);
    expect(isDeclaredOver(request({ "content-length": "11" }), 10)).toBe(true);
    expect(isDeclaredOver(request({}), 10)).toBe(false);
  });

  it("a body of undeclared length reaches its reader up to the limit, and its end is held back beyond it", () => {
    const req = request({ "transfer-encoding": "chunked" });
    let over = 0;
    watchBody(req, 10, () => {
      over += 1;
    });
    req.push(Buffer.alloc(10));
    expect(over).toBe(0);
    req.push(Buffer.alloc(1));
    req.push(Buffer.alloc(5));
    req.push(null);
    expect(over).toBe(1);
    expect(req.readableLength).toBe(10);
    expect(req.readableEnded).toBe(false);
    req.resume();
    expect(req.readableEnded).toBe(false);
  });
});
