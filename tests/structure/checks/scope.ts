import { importedNames } from "../imports";
import {
  calleeName,
  child,
  children,
  finding,
  type Node,
  nameOf,
  type Parsed,
  parse,
  type Source,
  walk,
} from "../source";
import { storeOwned } from "../tables";

/** Where the scope itself is made: it reads the tables that it is made of. */
const maker = "lib/core/store-scope.ts";
const scopes = new Set(["storeScope", "storeDayScope"]);
const reads = /^(from|(inner|left|right|full|cross)Join|update|delete|\$count)$/;
const constants = new Set(storeOwned.map(({ constant }) => constant));
const namesInSql = new RegExp(
  `\\b(from|join|update)\\s+\`?(${storeOwned.map(({ name }) => name).join("|")})\\b`,
  "i",
);
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/**
 * Reads, changes and deletions of store-owned rows in lib outside of the caller's scope. A read is inside when the function
 * around it calls storeScope or storeDayScope, or a function that returns a condition (SQL) made with one of them; else a
 * comment right above it, `// unscoped: reason`, says why every caller may have the rows.
 */
export function checkScope(sources: readonly Source[]): string[] {
  const files = sources.filter(({ path }) => path.startsWith("lib/") && path !== maker).map(parse);
  const makers = scopeMakers(files);
  return files.flatMap((source) => {
    const open: { node: Node; table: string; around: Node | undefined; hasReason: boolean }[] = [];
    walk(source.program, (node, ancestors) => {
      const table = tableRead(source, node);
      if (!table || isInScope(source, ancestors, makers)) return;
      const around = ancestors.findLast(({ type }) => functions.has(type));
      open.push({ node, table, around, hasReason: hasReason(source, node, ancestors) });
    });
    // A reason holds for the table throughout its function.
    const isExcused = (one: (typeof open)[number]) =>
      open.some((other) => other.hasReason && other.table === one.table && other.around === one.around);
    return open
      .filter((one) => !isExcused(one))
      .map(({ node, table }) =>
        finding(source, node, `reads ${table} without storeScope and without a reason`),
      );
  });
}

function tableRead(source: Parsed, node: Node): string | null {
  if (node.type === "CallExpression" && reads.test(calleeName(node) ?? "")) {
    const isMember = child(node, "callee")?.type === "MemberExpression";
    const [target] = children(node, "arguments");
    return isMember ? tableNamed(source, target) : null;
  }
  if (node.type !== "TaggedTemplateExpression" || nameOf(child(node, "tag")) !== "sql") return null;
  const template = child(node, "quasi");
  const written = namesInSql.exec(textOf(template));
  if (written?.[2]) return written[2];
  const texts = children(template, "quasis").map((part) => (part.value as { raw: string }).raw);
  const read = children(template, "expressions").filter((_, at) =>
    /(\b(from|join|update)\s+|,\s*)$/i.test(texts[at] ?? ""),
  );
  return read.map((part) => tableNamed(source, part)).find((name) => name !== null) ?? null;
}

/** The store-owned table that an expression stands for: its constant, or an alias of it. */
function tableNamed(source: Parsed, node: Node | undefined): string | null {
  const name = nameOf(node);
  if (node?.type !== "Identifier" || name === null) return null;
  const imported = importedNames(source).get(name);
  if (imported?.target.startsWith("db/schema/")) return constants.has(imported.name) ? imported.name : null;
  return aliasesOf(source).get(name) ?? null;
}

function aliasesOf(source: Parsed): Map<string, string> {
  const found = new Map<string, string>();
  walk(source.program, (node) => {
    const call = node.type === "VariableDeclarator" ? child(node, "init") : undefined;
    if (call?.type !== "CallExpression" || nameOf(child(call, "callee")) !== "alias") return;
    const [table] = children(call, "arguments");
    const [local, original] = [nameOf(child(node, "id")), nameOf(table)];
    const constant = importedNames(source).get(original ?? "")?.name;
    if (local && constant && constants.has(constant)) found.set(local, constant);
  });
  return found;
}

/** Functions by "file#name" that return a condition made with a scope, found until no new one is. */
function scopeMakers(files: readonly Parsed[]): Set<string> {
  const candidates = files.flatMap((source) =>
    children(source.program, "body")
      .map((node) => child(node, "declaration") ?? node)
      .filter((node) => node.type === "FunctionDeclaration" && returnsSql(source, node))
      .map((node) => ({
        source,
        node,
        key: `${source.path.replace(/\.ts$/, "")}#${nameOf(child(node, "id"))}`,
      })),
  );
  const makers = new Set<string>();
  for (let before = -1; makers.size !== before; ) {
    before = makers.size;
    for (const { source, node, key } of candidates) if (callsScope(source, node, makers)) makers.add(key);
  }
  return makers;
}

function returnsSql(source: Parsed, declared: Node): boolean {
  const type = child(declared, "returnType");
  return type !== undefined && /\bSQL\b/.test(source.text.slice(type.start, type.end));
}

function callsScope(source: Parsed, node: Node, makers: ReadonlySet<string>): boolean {
  const imported = importedNames(source);
  const own = source.path.replace(/\.ts$/, "");
  let calls = false;
  walk(node, (inner) => {
    const name = inner.type === "CallExpression" ? nameOf(child(inner, "callee")) : null;
    if (name === null) return;
    const from = imported.get(name);
    if (from?.target === "lib/core/store-scope" && scopes.has(from.name)) calls = true;
    if (makers.has(from ? `${from.target}#${from.name}` : `${own}#${name}`)) calls = true;
  });
  return calls;
}

function isInScope(source: Parsed, ancestors: readonly Node[], makers: ReadonlySet<string>): boolean {
  const around = ancestors.findLast((node) => functions.has(node.type));
  return around !== undefined && callsScope(source, around, makers);
}

/** A reason stands right above the read, above its statement, or above one of the functions around it. */
function hasReason(source: Parsed, node: Node, ancestors: readonly Node[]): boolean {
  const starts = ancestors
    .filter(({ type }) => type.endsWith("Statement") || type.endsWith("Declaration") || type === "Property")
    .filter(({ type }) => type !== "BlockStatement")
    .map(({ start }) => source.lineOf(start));
  const property = child(child(node, "callee"), "property") ?? node;
  const lines = new Set([...starts, source.lineOf(property.start)]);
  return source.comments.some((comment, at) => {
    if (!/^\s*unscoped: \S.{7,}/.test(comment.value)) return false;
    return lines.has(lineBelow(source, at));
  });
}

/** The first line below a comment and those that continue it. */
function lineBelow(source: Parsed, at: number): number {
  let line = 0;
  for (const comment of source.comments.slice(at)) {
    const begins = source.lineOf(comment.start);
    if (line !== 0 && begins !== line) break;
    line = source.lineOf(comment.end - 1) + 1;
  }
  return line;
}

function textOf(template: Node | undefined): string {
  const parts = children(template, "quasis").map((part) => part.value as { raw: string });
  return parts.map(({ raw }) => raw).join(" ? ");
}
