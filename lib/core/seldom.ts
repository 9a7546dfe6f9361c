/**
 * Wraps a writer of log lines for faults that repeat by the second: it is called at most once per `ms`, and told how many
 * calls were left out since.
 */
export function seldom<T>(ms: number, write: (fact: T, leftOut: number) => void): (fact: T) => void {
  let nextAt = 0;
  let leftOut = 0;
  return (fact) => {
    const now = performance.now();
    if (now < nextAt) {
      leftOut += 1;
      return;
    }
    nextAt = now + ms;
    write(fact, leftOut);
    leftOut = 0;
  };
}
