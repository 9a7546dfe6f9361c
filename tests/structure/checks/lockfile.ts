export type Lockfile = {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; link?: boolean; hasInstallScript?: boolean }
  >;
};
export type MinimumVersions = Record<string, { minimum: string | null; because: string }>;

/** Entries that say where to download from, or carry no SHA-512 of what is to be downloaded. */
export function checkIntegrity(lockfile: Lockfile): string[] {
  return entriesOf(lockfile).flatMap(({ path, resolved, integrity }) => [
    ...(resolved === undefined ? [] : [`${path} names a download address`]),
    ...(integrity?.startsWith("sha512-") ? [] : [`${path} has no sha512`]),
  ]);
}

/** Packages older than the oldest version without a known weakness, and banned ones. */
export function checkMinimumVersions(lockfile: Lockfile, minimums: MinimumVersions): string[] {
  return entriesOf(lockfile).flatMap(({ path, name, version = "" }) => {
    const rule = minimums[name];
    if (!rule) return [];
    if (rule.minimum === null) return [`${path} is banned: ${rule.because}`];
    const isOld = compareVersions(version, rule.minimum) < 0;
    return isOld ? [`${path} is ${version}, at least ${rule.minimum} is needed: ${rule.because}`] : [];
  });
}

/** Negative, zero or positive; a pre-release is older than its release. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.isPreRelease) - Number(a.isPreRelease);
}

function partsOf(version: string) {
  const [release = "", preRelease] = version.split("-", 2);
  return { numbers: release.split(".").map(Number), isPreRelease: preRelease !== undefined };
}

function entriesOf(lockfile: Lockfile) {
  return Object.entries(lockfile.packages)
    .filter(([path, entry]) => path !== "" && !entry.link)
    .map(([path, entry]) => ({ path, name: path.slice(path.lastIndexOf("node_modules/") + 13), ...entry }));
}
