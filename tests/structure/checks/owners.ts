import { importedNames } from "../imports";
import {
  calleeName,
  child,
  children,
  finding,
  nameOf,
  nodesOf,
  type Parsed,
  parse,
  type Source,
} from "../source";
import { tables } from "../tables";

const writes = new Set(["insert", "update", "delete"]);
const tableOf = new Map(tables.map(({ constant, name }) => [constant, name]));
const written =
  /\b(?:insert(?:\s+ignore)?\s+into|replace\s+into|update|delete\s+from|truncate(?:\s+table)?)\s+`?(\w+)/gi;

type Owners = Readonly<Record<string, string>>;
type ForeignWriters = Readonly<Record<string, { tables: readonly string[] | "all" }>>;

/** Writes of a table by a file that does not belong to its owner. */
export function checkOwners(
  sources: readonly Source[],
  owners: Owners,
  foreignWriters: ForeignWriters = {},
): string[] {
  return sources
    .filter(({ path }) => /^(app|components|lib|scripts)\//.test(path))
    .map(parse)
    .flatMap((source) =>
      writesOf(source).flatMap(({ table, node }) => {
        const owner = owners[table];
        if (owner === source.path || owner === source.path.split("/")[1]) return [];
        if (isForeignWriter(source.path, table, foreignWriters)) return [];
        return [finding(source, node, `writes ${table}, which belongs to ${owner ?? "nobody"}`)];
      }),
    );
}

function isForeignWriter(path: string, table: string, foreignWriters: ForeignWriters): boolean {
  return Object.entries(foreignWriters).some(
    ([start, { tables: named }]) => path.startsWith(start) && (named === "all" || named.includes(table)),
  );
}

function writesOf(source: Parsed) {
  const imported = importedNames(source);
  const named = (name: string | null) => {
    const from = imported.get(name ?? "");
    return from?.target.startsWith("db/schema/") ? tableOf.get(from.name) : undefined;
  };
  const built = nodesOf(source.program, "CallExpression").flatMap((node) => {
    if (!writes.has(calleeName(node) ?? "")) return [];
    const table = named(nameOf(children(node, "arguments")[0]));
    return table ? [{ table, node }] : [];
  });
  return [...built, ...writesInSql(source, named)];
}

function writesInSql(source: Parsed, named: (name: string | null) => string | undefined) {
  return nodesOf(source.program, "TaggedTemplateExpression").flatMap((node) => {
    if (nameOf(child(node, "tag")) !== "sql") return [];
    const template = child(node, "quasi");
    const parts = children(template, "quasis").map((part) => (part.value as { raw: string }).raw);
    const names = children(template, "expressions").map((part) => named(nameOf(part)) ?? "_");
    const text = parts.map((part, at) => part + (names[at] ?? "")).join("");
    return [...text.matchAll(written)]
      .map((match) => match[1] ?? "")
      .filter((table) => tables.some(({ name }) => name === table))
      .map((table) => ({ table, node }));
  });
}
