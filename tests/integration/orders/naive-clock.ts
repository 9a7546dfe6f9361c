/**
 * The Shanghai clock without any library of time zones: UTC+8, and UTC+9 in the summers of 1986–1991, which began at 02:00
 * of standard time and ended at 02:00 of summer time on these days.
 */
const summers = [
  ["1986-05-04", "1986-09-14"],
  ["1987-04-12", "1987-09-13"],
  ["1988-04-17", "1988-09-11"],
  ["1989-04-16", "1989-09-17"],
  ["1990-04-15", "1990-09-16"],
  ["1991-04-14", "1991-09-15"],
] as const;

const hourMs = 3_600_000;

/** What the clock on the wall shows, as milliseconds of a UTC date that reads the same. */
function wallMs(instant: Date): number {
  const ms = instant.getTime();
  const isSummer = summers.some(
    ([from, to]) => ms >= Date.parse(`${from}T02:00+08:00`) && ms < Date.parse(`${to}T02:00+09:00`),
  );
  return ms + (isSummer ? 9 : 8) * hourMs;
}

function naiveDate(instant: Date): string {
  return new Date(wallMs(instant)).toISOString().slice(0, 10);
}

/** The date of the instant less the hours, as elapsed time. */
export function naiveDay(instant: Date, cutOffHours: number): string {
  return naiveDate(new Date(instant.getTime() - cutOffHours * hourMs));
}

export function naiveSlot(instant: Date): number {
  return Math.floor((wallMs(instant) % (24 * hourMs)) / (hourMs / 2));
}
