/** Page and handler files of app as the addresses they answer: "(portal)/stores/[code]/page.tsx" → "/stores/[code]". */
export function addressesOf(paths: readonly string[]): string[] {
  return paths
    .filter((path) => /^app\/(.+\/)?(page|route)\.tsx?$/.test(path))
    .map((path) =>
      path
        .split("/")
        .slice(1, -1)
        .filter((part) => !/^\(.+\)$/.test(part)),
    )
    .map((parts) => `/${parts.join("/")}`);
}

/** Paths that no page or handler answers. */
export function checkPaths(built: readonly string[], addresses: readonly string[]): string[] {
  const patterns = addresses.map((address) => {
    const parts = address.split("/").map((part) => {
      if (/^\[\.\.\..+\]$/.test(part)) return ".+";
      return /^\[.+\]$/.test(part) ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    });
    return new RegExp(`^${parts.join("/")}$`);
  });
  return built.filter((path) => !patterns.some((pattern) => pattern.test(path.split("?")[0] ?? "")));
}

/** Relative links and paths in backticks of a document that lead nowhere. */
export function checkDocument(text: string, exists: (path: string) => boolean): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const quoted = [
    ...text.matchAll(/`((?:app|components|db|lib|scripts|tests|docs|security|\.ci)\/[^`\s]*)`/g),
  ].map((match) => match[1] ?? "");
  const targets = [...links.filter((link) => !/^([a-z]+:|#)/i.test(link)), ...quoted];
  return [...new Set(targets.map((target) => target.split("#")[0] ?? ""))].filter((path) => {
    const isPattern = /[*<>{}…]/.test(path);
    return path !== "" && !isPattern && !exists(decodeURI(path));
  });
}
