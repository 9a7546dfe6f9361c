import { posix } from "node:path";
import { child, type Node, nameOf, nodesOf, type Parsed } from "./source";

export type Import = {
  /** Path from the root without ending for a file of ours ("lib/core/time"), else the package's specifier. */
  target: string;
  isOurs: boolean;
  node: Node;
  /** Local name → exported name. */
  names: Map<string, string>;
};

const statements = [
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
];

/** Everything a file imports, by statement, re-export or `import()`. */
export function importsOf(source: Parsed): Import[] {
  return statements
    .flatMap((type) => nodesOf(source.program, type))
    .flatMap((node) => {
      const specifier = nameOf(child(node, "source"));
      if (specifier === null) return [];
      const resolved = resolve(source.path, specifier);
      return [{ target: resolved ?? specifier, isOurs: resolved !== null, node, names: namesOf(node) }];
    });
}

type Origins = Map<string, { target: string; name: string }>;
const known = new WeakMap<Parsed, Origins>();

/** Local name → where it comes from ("lib/core/verb") and how it is called there. */
export function importedNames(source: Parsed): Origins {
  const read = known.get(source) ?? readNames(source);
  known.set(source, read);
  return read;
}

function readNames(source: Parsed): Origins {
  const found: Origins = new Map();
  for (const { target, names } of importsOf(source)) {
    for (const [local, name] of names) found.set(local, { target, name });
  }
  return found;
}

function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return withoutEnding(specifier.slice(2));
  if (!specifier.startsWith(".")) return null;
  return withoutEnding(posix.join(posix.dirname(path), specifier));
}

function withoutEnding(path: string): string {
  return path.replace(/\.(ts|tsx|mjs|js)$/, "");
}

function namesOf(node: Node): Map<string, string> {
  const names = new Map<string, string>();
  if (node.type !== "ImportDeclaration") return names;
  for (const specifier of node.specifiers as Node[]) {
    const local = nameOf(child(specifier, "local"));
    if (local !== null) names.set(local, nameOf(child(specifier, "imported")) ?? "default");
  }
  return names;
}
