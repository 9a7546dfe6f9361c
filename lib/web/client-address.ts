import { BlockList, isIP, isIPv6, SocketAddress } from "node:net";

/** Whether an address (as `plainAddress` gives it) is a proxy of ours. */
export type TrustedProxies = (address: string) => boolean;

/**
 * Reads the setting TRUSTED_PROXIES: addresses and CIDR blocks of both families, comma separated; throws at what is
 * neither.
 */
export function readTrustedProxies(setting: string): TrustedProxies {
  const parts = setting.split(",").map((part) => part.trim());
  const list = new BlockList();
  for (const part of parts) if (part !== "") addBlock(list, part);
  if (list.rules.length === 0) return () => false;
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/**
 * Where a request came from. The forwarding list is read from the right, as each hop adds itself at the end, and only
 * as far as the hops are ours: what stands left of the first stranger is that stranger's own claim.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  isTrusted: TrustedProxies,
): string {
  let address = plainAddress(peer ?? "") ?? "";
  if (forwardedFor === undefined || !isTrusted(address)) return address;
  for (const entry of forwardedFor.split(",").reverse()) {
    const hop = plainAddress(withoutPort(entry.trim()));
    if (hop === null) return address;
    address = hop;
    if (!isTrusted(hop)) return address;
  }
  return address;
}

/** One spelling per address, so that it can serve as a key: no zone, no IPv4-mapped prefix, IPv6 shortened. */
export function plainAddress(text: string): string | null {
  const [address = ""] = text.split("%");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isIP(mapped) === 4 ? mapped : null;
  if (!address.includes(":")) return isIP(address) === 4 ? address : null;
  if (!isIPv6(address)) return null;
  const short = new SocketAddress({ address, family: "ipv6" }).address;
  return short === address ? short : plainAddress(short);
}

function withoutPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1];
  return bracketed ?? /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(entry)?.[1] ?? entry;
}

function addBlock(list: BlockList, part: string): void {
  const [net = "", bits] = part.split("/");
  const address = plainAddress(net);
  const widest = address?.includes(":") ? 128 : 32;
  const length = bits === undefined ? widest : Number(bits);
  if (address === null || bits === "" || !Number.isInteger(length) || length < 0 || length > widest) {
    throw new Error(`TRUSTED_PROXIES: "${part}" is neither an address nor a CIDR block.`);
  }
  list.addSubnet(address, length, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}
