/**
 * A thing of which a process has one. Next.js loads a module once per bundle and our Node entry loads it again, so a
 * variable of a module is not enough; `globalThis` under a registered symbol is shared by all of them.
 */
export function processWide<T extends object>(name: string, make: () => T): T {
  const held = holder<T>();
  const key = keyOf(name);
  held[key] ??= make();
  return held[key];
}

/** Takes the thing out, so that the next caller makes a new one; undefined where none was made. */
export function takeProcessWide<T extends object>(name: string): T | undefined {
  const held = holder<T>();
  const key = keyOf(name);
  const found = held[key];
  delete held[key];
  return found;
}

const keyOf = (name: string) => Symbol.for(`merchant-platform.${name}`);

/** What lies under a name was made by the callers of that name only, so it has their type. */
function holder<T>(): Record<symbol, T> {
  return globalThis as unknown as Record<symbol, T>;
}
