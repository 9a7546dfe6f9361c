import { domainOf, domainOrder } from "../domain-order";
import { importsOf } from "../imports";
import { layers } from "../layers";
import { plainFiles, privateVerbs } from "../plain-files";
import { finding, parse, type Source } from "../source";

const doorsOnly = /^(next|next-auth|react|next-intl\/server)(\/|$)/;
const bootstrap = /^scripts\/(start|test|bench)\.mjs$|^scripts\/bootstrap\//;

/** Imports that go against the arrows, among our own files and towards packages. */
export function checkArrows(sources: readonly Source[]): string[] {
  return sources.map(parse).flatMap((source) =>
    importsOf(source).flatMap(({ target, isOurs, node }) => {
      const fault = isOurs ? ownFault(source.path, target) : packageFault(source.path, target);
      return fault ? [finding(source, node, fault)] : [];
    }),
  );
}

function ownFault(path: string, target: string): string | null {
  const layer = layers.find(({ files }) => files.test(path));
  if (!layer) return "belongs to no layer of tests/structure/layers.ts";
  const group = layer.files.exec(path)?.[1] ?? "";
  const allowed = layer.may.some((pattern) => new RegExp(`^${pattern.replace("$1", group)}$`).test(target));
  if (!allowed) return `${layer.name} may not import ${target}`;
  if (isPrivate(target) && !path.startsWith("tests/") && target.split("/")[1] !== path.split("/")[1]) {
    return `${target} is private to its folder`;
  }
  return domainFault(path, target);
}

function isPrivate(target: string): boolean {
  const plain = plainFiles[`${target}.ts`];
  if (`${target}.ts` in privateVerbs) return true;
  return target.endsWith("/internal") || (plain !== undefined && !plain.isShared);
}

function domainFault(path: string, target: string): string | null {
  const from = domainOf(path);
  const to = domainOf(target);
  if (!from || !to || domainOrder.indexOf(to) <= domainOrder.indexOf(from)) return null;
  return `${from} is below ${to} and may not import ${target}`;
}

function packageFault(path: string, target: string): string | null {
  if (bootstrap.test(path) && !target.startsWith("node:")) {
    return `bootstraps run before node_modules exists and may not import ${target}`;
  }
  const isTable = /^(drizzle-orm|mysql2)(\/|$)/.test(target);
  if (isTable && /^(app|components)\//.test(path)) return `only lib and db may import ${target}`;
  const isDomainFile = domainOf(path) !== null || path.startsWith("lib/core/");
  if (isDomainFile && doorsOnly.test(target)) return `a domain may not import ${target}`;
  const isBrowserSafe =
    /^lib\/[^/]+\/([a-z]+-)?(model|schemas)\.ts$/.test(path) || path.startsWith("components/");
  if (isBrowserSafe && /^(node:|server-only$|drizzle-orm|mysql2|pino$|ioredis$|bullmq$)/.test(target)) {
    return `a file that reaches the browser may not import ${target}`;
  }
  return null;
}
