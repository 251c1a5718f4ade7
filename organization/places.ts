import { isIPv4, isIPv6 } from "node:net";

/**
 * Where reads come from, as `from` of an expected reader has it: VPC endpoints, and networks of addresses.
 *
 * Addresses are compared as texts of one length for each family, `203.000.113.005` or `2001:0db8:0000:…:0001`: their order is that of the
 * addresses, and a state machine, which has no operators for bits, can say whether one is in a network.
 */
export interface Network {
  readonly family: "IPv4" | "IPv6";
  /** The first and the last address. */
  readonly first: string;
  readonly last: string;
  /** The same network as it is usually written. */
  readonly written: string;
}

/** Whether a place is a VPC endpoint; otherwise it is a network. */
export function isEndpoint(place: string): boolean {
  return place.startsWith("vpce-");
}

/** @returns undefined if the text is no network in CIDR notation; bits of hosts may be set */
export function networkOf(text: string): Network | undefined {
  const [, address = "", written = ""] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const length = Number(written);
  if (isIPv4(address)) return length > 32 ? undefined : network("IPv4", address.split(".").map(Number), length);
  return isIPv6(address) && length <= 128 ? network("IPv6", groupsOf(address), length) : undefined;
}

function network(family: Network["family"], groups: readonly number[], length: number): Network {
  const width = family === "IPv4" ? 8 : 16;
  // How many addresses the bits of a group tell apart within the network.
  const sizes = groups.map((_, index) => 2 ** Math.min(Math.max((index + 1) * width - length, 0), width));
  const first = groups.map((group, index) => group - (group % sizes[index]!));
  const last = first.map((group, index) => group + sizes[index]! - 1);
  return { family, first: comparable(first), last: comparable(last), written: `${usual(first)}/${length}` };
}

function comparable(groups: readonly number[]): string {
  return groups.length === 4
    ? groups.map((each) => String(each).padStart(3, "0")).join(".")
    : groups.map((each) => each.toString(16).padStart(4, "0")).join(":");
}

/** https://www.rfc-editor.org/rfc/rfc5952 */
function usual(groups: readonly number[]): string {
  if (groups.length === 4) return groups.join(".");
  const text = groups.map((each) => each.toString(16)).join(":");
  const zeros = [...text.matchAll(/\b0(:0)+\b/g)].map(([run]) => run);
  const longest = zeros.reduce((one, other) => (other.length > one.length ? other : one), "");
  return longest === "" ? text : text.replace(new RegExp(`(^|:)${longest}(:|$)`), "::");
}

/** The eight groups of an address of IPv6, whose end may be written as in IPv4. */
function groupsOf(address: string): readonly number[] {
  const inGroups = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [one, two, three, four] = bytes.map(Number) as [number, number, number, number];
    return `${(one * 256 + two).toString(16)}:${(three * 256 + four).toString(16)}`;
  });
  const [left = [], right = []] = inGroups
    .split("::")
    .map((half) => (half === "" ? [] : half.split(":").map((group) => parseInt(group, 16))));
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** Whether whoever is in the narrow place is also in the wide one. */
export function placeCovers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const [outer, inner] = [networkOf(wide), networkOf(narrow)];
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

export function isWithin(narrow: Network, wide: Network): boolean {
  return narrow.family === wide.family && wide.first <= narrow.first && narrow.last <= wide.last;
}
