import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Comment, parseSync } from "oxc-parser";

/** A file of the repository, or one that a test makes up to see a check fire. Paths are relative to the root. */
export type Source = { path: string; text: string };

/** Node of the syntax tree; every check narrows what it reads by `type`. */
export type Node = { type: string; start: number; end: number; [key: string]: unknown };

export type Parsed = Source & { program: Node; comments: Comment[]; lineOf(offset: number): number };

const roots = ["app", "components", "db", "lib", "scripts", "tests"];
const code = /\.(ts|tsx|mjs)$/;

let tree: Source[] | null = null;

/** Every TypeScript and JavaScript file of the repository. */
export function readTree(): Source[] {
  tree ??= [...roots.flatMap(listFiles), ...readdirSync(".")]
    .filter((path) => code.test(path) && path !== "next-env.d.ts")
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
  return tree;
}

/** Files of other kinds, by ending. */
export function readFilesOf(folder: string, ending: RegExp): Source[] {
  return listFiles(folder)
    .filter((path) => ending.test(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const parsed = new WeakMap<Source, Parsed>();

export function parse(source: Source): Parsed {
  const known = parsed.get(source);
  if (known) return known;
  const result = parseSync(source.path, source.text);
  const [fault] = result.errors;
  if (fault) throw new Error(`${source.path} does not parse: ${fault.message}`);
  const ends = [...source.text.matchAll(/\n/g)].map((match) => match.index);
  const lineOf = (offset: number) => {
    const next = ends.findIndex((end) => end >= offset);
    return (next === -1 ? ends.length : next) + 1;
  };
  const made = { ...source, program: result.program as unknown as Node, comments: result.comments, lineOf };
  parsed.set(source, made);
  return made;
}

/** Visits every node with its ancestors, the nearest one last. */
export function walk(root: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const ancestors: Node[] = [];
  const step = (node: Node) => {
    visit(node, ancestors);
    ancestors.push(node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) step(child);
    }
    ancestors.pop();
  };
  step(root);
}

/** Every node of a type. */
export function nodesOf(root: Node, type: string): Node[] {
  const found: Node[] = [];
  walk(root, (node) => {
    if (node.type === type) found.push(node);
  });
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The child under a key, where it is a node. */
export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

export function children(node: Node | undefined, key: string): Node[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Name of an identifier, text of a string literal, else null. */
export function nameOf(node: Node | undefined): string | null {
  if (node?.type === "Identifier" && typeof node.name === "string") return node.name;
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  return null;
}

/** `f` of `f(…)`, `from` of `a.b.from(…)`. */
export function calleeName(call: Node): string | null {
  const callee = child(call, "callee");
  return callee?.type === "MemberExpression" ? nameOf(child(callee, "property")) : nameOf(callee);
}

/** Value of a property of an object literal. */
export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  const found = children(object, "properties").find((property) => nameOf(child(property, "key")) === name);
  return child(found, "value");
}

export function finding(source: Parsed, node: Node, what: string): string {
  return `${source.path}:${source.lineOf(node.start)} ${what}`;
}
