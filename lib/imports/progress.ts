/** A line on the terminal that is written over, or a plain line now and then where nobody watches. */
export type Progress = { show(done: number, all: number | null): void; end(): void };

const redrawMs = 150;
const plainMs = 5_000;
const barWidth = 24;

type Out = { isTTY?: boolean; write(text: string): unknown };

export function openProgress(
  noun: string,
  out: Out = process.stderr,
  now: () => number = Date.now,
): Progress {
  const begunAt = now();
  const pause = out.isTTY ? redrawMs : plainMs;
  let shownAt = out.isTTY ? Number.NEGATIVE_INFINITY : begunAt;
  let isOpen = false;
  return {
    show(done, all) {
      const at = now();
      if (at - shownAt < pause && done !== all) return;
      shownAt = at;
      const text = progressText(noun, done, all, (at - begunAt) / 1_000);
      if (!out.isTTY) {
        out.write(`${text}\n`);
        return;
      }
      isOpen = true;
      out.write(`\r\u001b[2K${text}`);
    },
    end() {
      if (isOpen) out.write("\r\u001b[2K");
      isOpen = false;
    },
  };
}

function progressText(noun: string, done: number, all: number | null, seconds: number): string {
  const rate = seconds > 0.5 ? `, ${Math.round(done / seconds)} ${noun}/s` : "";
  if (all === null) return `${done} ${noun}${rate}`;
  const share = all === 0 ? 1 : done / all;
  const filled = Math.round(share * barWidth);
  return `[${"#".repeat(filled)}${".".repeat(barWidth - filled)}] ${Math.floor(share * 100)} % (${done} of ${all} ${noun})`;
}
