import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

/** What a web process is answering right now, and whether it still wants more. */
export class Traffic {
  isDraining = false;
  private readonly open = new Set<ServerResponse>();
  private onQuiet: (() => void) | null = null;

  enter(res: ServerResponse): void {
    this.open.add(res);
  }

  leave(res: ServerResponse): void {
    this.open.delete(res);
    if (this.open.size === 0) this.onQuiet?.();
  }

  /** True where a part of an answer has gone out through a connection, so that nothing else may. */
  isAnswering(socket: Duplex): boolean {
    for (const res of this.open) if (res.req.socket === socket && res.headersSent) return true;
    return false;
  }

  /** Resolves when nothing is being answered, or after `deadlineMs`; true in the first case. */
  async quiet(deadlineMs: number): Promise<boolean> {
    if (this.open.size === 0) return true;
    const isQuiet = new Promise<true>((resolve) => {
      this.onQuiet = () => resolve(true);
    });
    return Promise.race([isQuiet, pause(deadlineMs, false, { ref: false })]);
  }
}
