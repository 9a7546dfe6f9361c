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

/** A verb, or a step of a procedure that stands in its file and nobody else can call. */
type VerbFound = { path: string; name: string; kind: string; permission: string; isStep: boolean };
type Findings = { verbs: VerbFound[]; faults: string[] };

const makers = new Set(["command", "query", "procedure"]);
const shared = /\/(([a-z]+-)?(model|schemas)|internal)\.ts$/;

/** Reads every verb file; a file of a domain that is none, and a verb that is not made by a maker, is a fault. */
export function readVerbs(
  sources: readonly Source[],
  plainFiles: Readonly<Record<string, unknown>>,
): Findings {
  const files = sources.filter(({ path, text }) => {
    if (shared.test(path) || path in plainFiles || !path.endsWith(".ts")) return false;
    return domainOf(path) !== null || isDemoVerb(path, text);
  });
  const read = files.map((source) => readVerb(parse(source)));
  const verbs = read.flatMap((one) => one.verbs);
  return { verbs, faults: [...read.flatMap((one) => one.faults), ...repeatedNames(verbs)] };
}

/** Demo loading is no domain, but what it does to the tables it does by verbs. */
function isDemoVerb(path: string, text: string): boolean {
  return path.startsWith("lib/demo/") && /\b(command|query|procedure)\(\{/.test(text);
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
  const verb = readSpec(source, only, false);
  if (!verb) {
    const what = `${wanted} is not made by command(), query() or procedure()`;
    return { verbs: [], faults: [finding(source, only, what)] };
  }
  const steps = constantsOf(source).flatMap((node) =>
    node === only ? [] : (readSpec(source, node, true) ?? []),
  );
  return {
    verbs: [verb, ...steps],
    faults: [...verbFaults(source, only, verb), ...stepFaults(source, verb, steps)],
  };
}

function readSpec(source: Parsed, declared: Node, isStep: boolean): VerbFound | null {
  const call = child(declared, "init");
  const maker = makerOf(source, call);
  if (!maker) return null;
  const [spec] = children(call, "arguments");
  const name = nameOf(propertyOf(spec, "name")) ?? "";
  const permission = nameOf(propertyOf(spec, "permission")) ?? "";
  return { path: source.path, name, kind: maker, permission, isStep };
}

function verbFaults(source: Parsed, declared: Node, { name, permission }: VerbFound): string[] {
  const wanted = `${camelCase(folderOf(source.path))}.${functionOf(source.path)}`;
  return [
    ...(name === wanted ? [] : [finding(source, declared, `is named ${name || "nothing"}, not ${wanted}`)]),
    ...(permission === "" ? [finding(source, declared, "does not name its permission as a text")] : []),
  ];
}

/** Only a procedure has steps, and they ask of the caller what it asks. */
function stepFaults(source: Parsed, verb: VerbFound, steps: readonly VerbFound[]): string[] {
  const { path } = source;
  if (verb.kind !== "procedure")
    return steps.map(({ name }) => `${path} ${name} is a second verb; only a procedure has steps`);
  return steps.flatMap(({ name, permission }) => [
    ...(permission === verb.permission
      ? []
      : [`${path} ${name} asks for ${permission}, its procedure for ${verb.permission}`]),
    ...(name.startsWith(`${camelCase(folderOf(path))}.`)
      ? []
      : [`${path} ${name} is not named after its domain`]),
  ]);
}

/** Verbs made where the snapshot would not see them: outside of a verb file, or inside of another function. */
export function checkMakersStayInVerbFiles(
  sources: readonly Source[],
  plainFiles: Readonly<Record<string, unknown>> = {},
): string[] {
  const read = new Set(readVerbs(sources, plainFiles).verbs.map((verb) => verb.path));
  return sources
    .filter(({ path }) => /^(lib|app|components|scripts)\//.test(path) && path !== "lib/core/verb.ts")
    .map(parse)
    .flatMap((source) => {
      const calls = nodesOf(source.program, "CallExpression").filter((call) => makerOf(source, call));
      const known = read.has(source.path) ? constantsOf(source).map((node) => child(node, "init")) : [];
      return calls
        .filter((call) => !known.includes(call))
        .map((call) => finding(source, call, "makes a verb outside of its own file"));
    });
}

function makerOf(source: Parsed, call: Node | undefined): string | null {
  if (call?.type !== "CallExpression") return null;
  const from = importedNames(source).get(nameOf(child(call, "callee")) ?? "");
  return from?.target === "lib/core/verb" && makers.has(from.name) ? from.name : null;
}

/** Constants that stand at the top of a file, exported or not. */
function constantsOf(source: Parsed): Node[] {
  return children(source.program, "body").flatMap((node) => {
    const declared = node.type === "ExportNamedDeclaration" ? child(node, "declaration") : node;
    return declared?.type === "VariableDeclaration" ? children(declared, "declarations") : [];
  });
}

/** Values that a file exports: declarations one by one, and a node for everything that is exported otherwise. */
function exportsOf(source: Parsed): Node[] {
  return children(source.program, "body").flatMap((node) => {
    if (node.type === "ExportAllDeclaration" || node.type === "ExportDefaultDeclaration") return [node];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const declaration = child(node, "declaration");
    if (!declaration) return children(node, "specifiers");
    if (declaration.type.startsWith("TS")) return [];
    return declaration.type === "VariableDeclaration" ? children(declaration, "declarations") : [declaration];
  });
}

function repeatedNames(verbs: readonly VerbFound[]): string[] {
  const names = verbs.map((verb) => verb.name);
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `${name} is the name of two verbs`);
}

function folderOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function functionOf(path: string): string {
  return camelCase(path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, ""));
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
