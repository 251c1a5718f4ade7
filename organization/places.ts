import { isIPv4, isIPv6 } from "node:net";

/** A network by the digits of its first and its last address. */
export interface Network {
  readonly first: string;
  readonly last: string;
}

/** Whether a place is a VPC endpoint; otherwise it is a network. */
export function isEndpoint(place: string): boolean {
  return place.startsWith("vpce-");
}

/**
 * An address as its family, 4 or 6, and hexadecimal digits: in their order as texts, addresses of a family are in order. One of IPv4 that
 * is written in IPv6 is that of IPv4.
 *
 * @returns undefined if the text is no address
 */
export function digitsOf(address: string): string | undefined {
  if (isIPv4(address)) return `4${address.split(".").map(hexadecimal(2)).join("")}`;
  if (!isIPv6(address) || address.includes("%")) return undefined;
  // The end may be written as in IPv4.
  const [, start = address, end] = /^(.*:)([^:]*\.[^:]*)$/.exec(address) ?? [];
  const [left = "", right = ""] = start
    .replace(/([^:]):$/, "$1")
    .split("::")
    .map(groupsOf);
  const tail = `${right}${end === undefined ? "" : digitsOf(end)!.slice(1)}`;
  const digits = `${left}${tail.padStart(32 - left.length, "0")}`;
  const ofIPv4 = /^0{20}ffff([0-9a-f]{8})$/.exec(digits)?.[1];
  return ofIPv4 === undefined ? `6${digits}` : `4${ofIPv4}`;
}

function groupsOf(text: string): string {
  return text
    .split(":")
    .filter((group) => group !== "")
    .map((group) => group.toLowerCase().padStart(4, "0"))
    .join("");
}

function hexadecimal(length: number) {
  return (number: string) => Number(number).toString(16).padStart(length, "0");
}

/**
 * The network that CIDR notation stands for, whatever stands in the bits of its hosts.
 *
 * @returns undefined if the text is no network
 */
export function networkOf(text: string): Network | undefined {
  const [, address = "", length = ""] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const digits = digitsOf(address);
  if (digits === undefined) return undefined;
  const family = digits[0]!;
  const bits = (digits.length - 1) * 4;
  // An address of IPv4 that is written in IPv6 has 96 bits more in front.
  const fixed = Number(length) - (family === "4" && address.includes(":") ? 96 : 0);
  if (fixed < 0 || fixed > bits) return undefined;
  const hosts = (1n << BigInt(bits - fixed)) - 1n;
  const number = BigInt(`0x${digits.slice(1)}`);
  const written = (of: bigint) => `${family}${of.toString(16).padStart(bits / 4, "0")}`;
  return { first: written(number & ~hosts), last: written(number | hosts) };
}

/** Whether all addresses of the narrow network are in the wide one. */
export function isWithin(narrow: Network, wide: Network): boolean {
  return wide.first <= narrow.first && narrow.last <= wide.last;
}

/** Whether whoever is in the narrow place is also in the wide one. */
export function placeCovers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const [outer, inner] = [networkOf(wide), networkOf(narrow)];
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}
