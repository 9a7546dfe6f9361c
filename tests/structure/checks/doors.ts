import { domainOf } from "../domain-order";
import { importedNames } from "../imports";
import {
  child,
  children,
  finding,
  type Node,
  nameOf,
  type Parsed,
  parse,
  propertyOf,
  type Source,
  walk,
} from "../source";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
/** The one handler that is not made by route() or fileRoute(): next-auth answers in its own form. */
const nextAuth = {
  path: "app/api/auth/[...nextauth]/route.ts",
  target: "lib/http/auth-route",
  name: "authRoute",
};

/** Handlers that were not made by the maker of the JSON door or of the file door, or that declare no answer. */
export function checkRoutes(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^app\/(.+\/)?route\.tsx?$/.test(path))
    .map(parse)
    .flatMap((source) =>
      valuesOf(source).flatMap(({ name, node, value }) => routeFault(source, name, node, value)),
    );
}

function routeFault(source: Parsed, name: string, node: Node, value: Node | undefined): string[] {
  if (!methods.has(name)) return [finding(source, node, `exports ${name}, which is no handler`)];
  const made = importedNames(source).get(
    nameOf(value?.type === "CallExpression" ? child(value, "callee") : value) ?? "",
  );
  if (source.path === nextAuth.path && made?.target === nextAuth.target && made.name === nextAuth.name)
    return [];
  const isMade = value?.type === "CallExpression" && made?.target === "lib/http/route";
  if (!isMade || !["route", "fileRoute"].includes(made.name)) {
    return [finding(source, node, `${name} is not made by route() or fileRoute()`)];
  }
  if (made.name === "fileRoute") return [];
  const [spec] = children(value, "arguments");
  return propertyOf(spec, "answer") ? [] : [finding(source, node, `${name} declares no answer`)];
}

/** Server actions anywhere but in app/…/actions.ts, and such as were not made by action(). */
export function checkActions(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /^(app|components|lib)\//.test(path))
    .map(parse)
    .flatMap((source) => {
      const directives = directivesOf(source);
      const isActions = /^app\/(.+\/)?actions\.ts$/.test(source.path);
      if (!isActions)
        return directives.map((node) => finding(source, node, '"use server" outside of an actions.ts'));
      if (directives[0]?.start !== children(source.program, "body")[0]?.start) {
        return [`${source.path} does not begin with "use server"`];
      }
      return valuesOf(source)
        .filter(({ node }) => !passesOn(source, node))
        .map(({ name, node }) => finding(source, node, `${name} is not made by action()`));
    });
}

/** Uses of a verb in app other than handing it to load() or action(), or calling it in a handler. */
export function checkVerbsInDoors(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith("app/") && !/(^|\/)route\.ts$/.test(path))
    .map(parse)
    .flatMap((source) => {
      const verbs = [...importedNames(source)]
        .filter(([, from]) => isVerbFile(from.target))
        .map(([local]) => local);
      const found: string[] = [];
      walk(source.program, (node, ancestors) => {
        const name = node.type === "Identifier" ? nameOf(node) : null;
        if (name === null || !verbs.includes(name) || isHandedOver(source, node, ancestors)) return;
        found.push(finding(source, node, `${name} is used other than through load() or action()`));
      });
      return found;
    });
}

/** Next takes async functions only: one that does nothing but hand its two arguments to what action() made. */
function passesOn(source: Parsed, node: Node): boolean {
  const [statement, ...others] = children(child(node, "body"), "body");
  const call = child(statement, "argument");
  if (node.type !== "FunctionDeclaration" || statement?.type !== "ReturnStatement" || others.length > 0)
    return false;
  if (call?.type !== "CallExpression") return false;
  const made = children(source.program, "body")
    .flatMap((one) => children(one, "declarations"))
    .find((one) => nameOf(child(one, "id")) === nameOf(child(call, "callee")));
  const names = (key: "params" | "arguments", of: Node) => children(of, key).map(nameOf).join();
  return (
    isCallOf(source, child(made, "init"), "lib/http/action", "action") &&
    names("params", node) === names("arguments", call)
  );
}

function isHandedOver(source: Parsed, node: Node, ancestors: readonly Node[]): boolean {
  if (ancestors.some(({ type }) => type === "ImportDeclaration" || type.startsWith("TSType"))) return true;
  const parent = ancestors.at(-1);
  const at = children(parent, "arguments").indexOf(node);
  if (isCallOf(source, parent, "lib/http/page-context", "load")) return at === 1;
  return isCallOf(source, parent, "lib/http/action", "action") && at === 0;
}

function isVerbFile(target: string): boolean {
  const domain = domainOf(`${target}.ts`);
  return domain !== null && !/\/([a-z]+-)?(model|schemas)$/.test(target);
}

function isCallOf(source: Parsed, node: Node | undefined, target: string, name: string): boolean {
  if (node?.type !== "CallExpression") return false;
  const from = importedNames(source).get(nameOf(child(node, "callee")) ?? "");
  return from?.target === target && from.name === name;
}

function directivesOf(source: Parsed): Node[] {
  const found: Node[] = [];
  walk(source.program, (node) => {
    if (node.type === "ExpressionStatement" && node.directive === "use server") found.push(node);
  });
  return found;
}

/** Everything that a file exports as a value: its name and, for constants and re-exports, what it is. */
function valuesOf(source: Parsed): { name: string; node: Node; value: Node | undefined }[] {
  return children(source.program, "body").flatMap((node) => {
    if (node.type === "ExportDefaultDeclaration" || node.type === "ExportAllDeclaration") {
      return [{ name: "default", node, value: undefined }];
    }
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const declaration = child(node, "declaration");
    if (!declaration) {
      return children(node, "specifiers").map((one) => ({
        name: nameOf(child(one, "exported")) ?? "?",
        node: one,
        value: child(node, "source") ? undefined : child(one, "local"),
      }));
    }
    if (declaration.type.startsWith("TS")) return [];
    const declared =
      declaration.type === "VariableDeclaration" ? children(declaration, "declarations") : [declaration];
    return declared.map((one) => ({
      name: nameOf(child(one, "id")) ?? "?",
      node: one,
      value: child(one, "init"),
    }));
  });
}
