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

/** Files that may do what is forbidden elsewhere, and why. */
export type Allowed = Readonly<Record<string, readonly string[]>>;

type Rule = {
  name: string;
  in: (path: string) => boolean;
  finds: (node: Node, source: Parsed, ancestors: readonly Node[]) => boolean;
};

const product = (path: string) => /^(app|components|db|lib|scripts)\//.test(path) || path === "proxy.ts";
const isTest = (path: string) => /^tests\/.+\.(test|e2e)\.tsx?$/.test(path);
const databaseTime =
  /\b(curdate|curtime|now|sysdate|current_date|current_time|current_timestamp|utc_date|utc_timestamp|date)\s*\(/i;
const bareTime = /\bcurrent_(date|time|timestamp)\b/i;

const rules: readonly Rule[] = [
  {
    name: "db.query does not work on MariaDB; select and join instead",
    in: product,
    finds: (node) =>
      isMember(node, "query") && /(^|\.)(db|tx|reportDb|database)$/.test(textOfMember(child(node, "object"))),
  },
  {
    name: "sql.raw takes any text; bind values and name columns by constants",
    in: () => true,
    finds: (node, source) => isMember(node, "raw") && isSqlTag(source, child(node, "object")),
  },
  {
    name: "sql.identifier takes a text that is not constant",
    in: product,
    finds: (node, source) =>
      node.type === "CallExpression" &&
      isMember(child(node, "callee"), "identifier") &&
      isSqlTag(source, child(child(node, "callee"), "object")) &&
      children(node, "arguments")[0]?.type !== "Literal",
  },
  {
    name: "the wall clock is read; take ctx.clock",
    in: (path) => product(path) && !path.startsWith("scripts/"),
    finds: (node) => readsClock(node),
  },
  {
    name: "the database's clock or calendar is asked; business days are stored",
    in: (path) => path.startsWith("lib/") || path.startsWith("db/"),
    finds: (node, source) =>
      node.type === "TaggedTemplateExpression" &&
      isSqlTag(source, child(node, "tag")) &&
      children(child(node, "quasi"), "quasis").some((part) => {
        const { raw } = part.value as { raw: string };
        return databaseTime.test(raw) || bareTime.test(raw);
      }),
  },
  {
    name: "process.env is read; settings come from lib/core/env.ts",
    in: (path) => !path.endsWith(".mjs"),
    finds: (node) => isMember(node, "env") && nameOf(child(node, "object")) === "process",
  },
  {
    name: "a test is skipped, focused or left to do",
    in: isTest,
    finds: (node) =>
      node.type === "MemberExpression" &&
      /^(skip|only|todo|fixme|skipIf|runIf|fails)$/.test(nameOf(child(node, "property")) ?? "") &&
      /^(test|it|describe|suite)\b/.test(textOfMember(child(node, "object"))),
  },
  {
    name: "a test sleeps; wait for what is to happen",
    in: isTest,
    finds: sleeps,
  },
];

/** What must not stand in the code, file by file. */
export function checkForbidden(sources: readonly Source[], allowed: Allowed): string[] {
  return sources.map(parse).flatMap((source) => {
    const mine = rules.filter((rule) => rule.in(source.path) && !allowed[rule.name]?.includes(source.path));
    const found: string[] = [];
    walk(source.program, (node, ancestors) => {
      for (const rule of mine) {
        if (rule.finds(node, source, ancestors)) found.push(finding(source, node, rule.name));
      }
    });
    return found;
  });
}

export const ruleNames: readonly string[] = rules.map((rule) => rule.name);

function isMember(node: Node | undefined, property: string): boolean {
  return node?.type === "MemberExpression" && nameOf(child(node, "property")) === property;
}

function isSqlTag(source: Parsed, node: Node | undefined): boolean {
  const from = importedNames(source).get(nameOf(node) ?? "");
  return from?.target === "drizzle-orm" && from.name === "sql";
}

function readsClock(node: Node): boolean {
  if (node.type === "NewExpression") {
    return nameOf(child(node, "callee")) === "Date" && children(node, "arguments").length === 0;
  }
  if (node.type !== "CallExpression") return false;
  const callee = child(node, "callee");
  if (nameOf(callee) === "Date") return true;
  return isMember(callee, "now") && nameOf(child(callee, "object")) === "Date";
}

function sleeps(node: Node, source: Parsed, ancestors: readonly Node[]): boolean {
  if (node.type !== "CallExpression") return false;
  if (/^(waitForTimeout|sleep)$/.test(calleeName(node) ?? "")) return true;
  const name = nameOf(child(node, "callee")) ?? "";
  const imported = importedNames(source).get(name);
  if (imported && /^(node:)?timers\/promises$/.test(imported.target)) return true;
  const isInPromise = ancestors.some(
    (outer) => outer.type === "NewExpression" && nameOf(child(outer, "callee")) === "Promise",
  );
  return name === "setTimeout" && isInPromise;
}

/** "ctx.db" of `ctx.db`; anything else than names stands as "?". */
function textOfMember(node: Node | undefined): string {
  if (node?.type !== "MemberExpression") return nameOf(node) ?? "?";
  return `${textOfMember(child(node, "object"))}.${nameOf(child(node, "property")) ?? "?"}`;
}
