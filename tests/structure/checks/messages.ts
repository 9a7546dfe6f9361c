import {
  calleeName,
  child,
  finding,
  type Node,
  nameOf,
  parse,
  propertyOf,
  type Source,
  walk,
} from "../source";

type Messages = { [key: string]: string | Messages };

/** "a.b" → text for every text of a file of messages. */
export function flatten(messages: Messages, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** Texts that one language has and the other lacks, that are empty, or that take other values. */
export function checkLanguages(one: Messages, other: Messages): string[] {
  const [a, b] = [flatten(one), flatten(other)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
    const [mine, theirs] = [a.get(key), b.get(key)];
    if (mine === undefined || theirs === undefined) return [`${key} is missing in one language`];
    if (mine.trim() === "" || theirs.trim() === "") return [`${key} is empty`];
    return placeholders(mine).join() === placeholders(theirs).join() ? [] : [`${key} takes different values`];
  });
}

/** Names that a text takes, also inside of plural and select: "{count, plural, one {# of {total}}}" → count, total. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? ""))]
    .filter((name) => !isBranch(text, name))
    .sort();
}

/** "{other}" after "one {item}" may be a branch's text rather than a value. */
function isBranch(text: string, name: string): boolean {
  const uses = [...text.matchAll(new RegExp(`(\\S*)\\s*\\{\\s*${name}\\s*[,}]`, "g"))];
  return uses.every(([, before = ""]) => /^(=\d+|zero|one|two|few|many|other)$/.test(before));
}

const reason = /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/;
/** Dotted names of other kinds: deeds in the operation log, verbs, rights, topics of the outbox. */
const otherKeys = new Set(["action", "name", "permission", "topic"]);

export type ReasonFound = { reason: string; where: string; params: string[] | null };

/** Every reason that lib can answer with, by the look of it: a dotted name that is not one of another kind. */
export function reasonsOf(sources: readonly Source[], rights: ReadonlySet<string>): ReasonFound[] {
  return sources
    .filter(({ path }) => path.startsWith("lib/") && !path.endsWith("permissions.ts"))
    .map(parse)
    .flatMap((source) => {
      const found: ReasonFound[] = [];
      walk(source.program, (node, ancestors) => {
        const text = node.type === "Literal" ? (nameOf(node)?.replace(/^errors\./, "") ?? null) : null;
        if (text === null || !reason.test(text) || rights.has(text) || isOtherName(node, ancestors)) return;
        found.push({ reason: text, where: finding(source, node, text), params: paramsOf(node, ancestors) });
      });
      return found;
    });
}

function isOtherName(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1);
  if (!parent || parent.type === "TSLiteralType" || parent.type.startsWith("Import")) return true;
  if (parent.type === "Property") {
    return child(parent, "key") === node || otherKeys.has(nameOf(child(parent, "key")) ?? "");
  }
  return parent.type === "CallExpression" && /^(writeOutbox|has|can)$/.test(calleeName(parent) ?? "");
}

/** Names of the values given beside a reason, where they stand as literals; null where they cannot be read. */
function paramsOf(node: Node, ancestors: readonly Node[]): string[] | null {
  const parent = ancestors.at(-1);
  if (parent?.type !== "NewExpression" || nameOf(child(parent, "callee")) !== "AppError") return null;
  const [, , extras] = parent.arguments as Node[];
  if (extras && extras.type !== "ObjectExpression") return null;
  const params = propertyOf(extras, "params");
  if (params && params.type !== "ObjectExpression") return null;
  const properties = (params?.properties ?? []) as Node[];
  if (properties.some(({ type }) => type !== "Property")) return null;
  return node ? properties.map((property) => nameOf(child(property, "key")) ?? "") : null;
}

/** Reasons without a text, texts that take a value which is not given, and texts without a reason. */
export function checkReasons(found: readonly ReasonFound[], texts: ReadonlyMap<string, string>): string[] {
  const used = new Set(found.map((one) => one.reason));
  const faults = found.flatMap(({ reason: name, where, params }) => {
    const text = texts.get(name);
    if (text === undefined) return [`${where} has no text in errors.*.json`];
    const missing = params === null ? [] : placeholders(text).filter((value) => !params.includes(value));
    return missing.map((value) => `${where} is not given {${value}}`);
  });
  const stale = [...texts.keys()].filter((key) => !used.has(key));
  return [...faults, ...stale.map((key) => `${key} has a text, but nothing answers with it`)];
}
