import { domainOf } from "../domain-order";
import { importedNames } from "../imports";
import {
  child,
  children,
  finding,
  type Node,
  nameOf,
  nodesOf,
  type Parsed,
  parse,
  propertyOf,
  type Source,
} from "../source";

export type VerbFound = { path: string; name: string; kind: string; permission: string };
type Findings = { verbs: VerbFound[]; faults: string[] };
const makers = new Set(["command", "query", "procedure"]);
const shared = /\/(model|schemas|internal)\.ts$/;

/** Reads every verb file; a file of a domain that is none, and a verb that is not made by a maker, is a fault. */
export function readVerbs(
  sources: readonly Source[],
  plainFiles: Readonly<Record<string, string>>,
): Findings {
  const files = sources.filter(({ path }) => domainOf(path) && path.endsWith(".ts") && !shared.test(path));
  const read = files.filter(({ path }) => !(path in plainFiles)).map((source) => readVerb(parse(source)));
  const verbs = read.flatMap((one) => one.verbs);
  return { verbs, faults: [...read.flatMap((one) => one.faults), ...repeatedNames(verbs)] };
}

function readVerb(source: Parsed): Findings {
  const wanted = functionOf(source.path);
  const exports = exportsOf(source);
  const [only, ...others] = exports;
  if (!only || others.length > 0 || nameOf(child(only, "id")) !== wanted) {
    const names = exports.map((node) => nameOf(child(node, "id")));
    const what = `must export ${wanted} and nothing else, exports ${names.join(", ") || "nothing"}`;
    return { verbs: [], faults: [`${source.path} ${what}`] };
  }
  const call = child(only, "init");
  const maker = importedNames(source).get(nameOf(child(call, "callee")) ?? "");
  if (maker?.target !== "lib/core/verb" || !makers.has(maker.name)) {
    return {
      verbs: [],
      faults: [finding(source, only, `${wanted} is not made by command(), query() or procedure()`)],
    };
  }
  return readSpec(source, only, call, maker.name);
}

function readSpec(source: Parsed, only: Node, call: Node | undefined, kind: string): Findings {
  const [spec] = children(call, "arguments");
  const name = nameOf(propertyOf(spec, "name"));
  const permission = nameOf(propertyOf(spec, "permission"));
  const wanted = `${camelCase(domainOf(source.path) ?? "")}.${functionOf(source.path)}`;
  const faults: string[] = [];
  if (name !== wanted) faults.push(finding(source, only, `is named ${name}, not ${wanted}`));
  if (permission === null) faults.push(finding(source, only, "does not name its permission as a text"));
  return { verbs: [{ path: source.path, name: wanted, kind, permission: permission ?? "" }], faults };
}

/** Values that a file exports: declarations one by one, and a node for everything that is exported otherwise. */
function exportsOf(source: Parsed): Node[] {
  const body = children(source.program, "body");
  const isType = (node: Node | undefined) => node?.type.startsWith("TS") ?? false;
  return body.flatMap((node) => {
    if (node.type === "ExportAllDeclaration" || node.type === "ExportDefaultDeclaration") return [node];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const declaration = child(node, "declaration");
    if (!declaration) return children(node, "specifiers");
    if (isType(declaration)) return [];
    return declaration.type === "VariableDeclaration" ? children(declaration, "declarations") : [declaration];
  });
}

/** Verbs made in one file for another's use would escape the snapshot. */
export function checkMakersStayInVerbFiles(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^(lib|app|components|scripts)\//.test(path) && path !== "lib/core/verb.ts")
    .map(parse)
    .flatMap((source) => {
      const imported = importedNames(source);
      const calls = nodesOf(source.program, "CallExpression").filter((call) => {
        const maker = imported.get(nameOf(child(call, "callee")) ?? "");
        return maker?.target === "lib/core/verb" && makers.has(maker.name);
      });
      const isVerbFile = domainOf(source.path) !== null && !shared.test(source.path);
      const allowed = isVerbFile ? 1 : 0;
      return calls
        .slice(allowed)
        .map((call) => finding(source, call, "makes a verb outside of its own file"));
    });
}

function repeatedNames(verbs: readonly VerbFound[]): string[] {
  const names = verbs.map((verb) => verb.name);
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `${name} is the name of two verbs`);
}

export function functionOf(path: string): string {
  return camelCase(path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, ""));
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
