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
  /** Its address is that of the network, and not one within. */
  readonly isExact: boolean;
}

/** Whether a place is a VPC endpoint; otherwise it is a network. */
export function isEndpoint(place: string): boolean {
  return place.startsWith("vpce-");
}

/** @returns undefined if the text is no network in CIDR notation; bits of hosts may be set */
export function networkOf(text: string): Network | undefined {
  const [, address = "", written = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const length = Number(written);
  if (OF_IPV4.test(address)) return length > 32 ? undefined : network("IPv4", address.split(".").map(Number), length);
  const groups = groupsOf(address);
  return groups === undefined || length > 128 ? undefined : network("IPv6", groups, length);
}

/** Without zeros in front, which make octal numbers of bytes elsewhere. */
const OF_IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

function network(family: Network["family"], groups: readonly number[], length: number): Network {
  const width = family === "IPv4" ? 8 : 16;
  // How many addresses the bits of a group tell apart within the network.
  const sizes = groups.map((_, index) => 2 ** Math.min(Math.max((index + 1) * width - length, 0), width));
  const first = groups.map((group, index) => group - (group % sizes[index]!));
  const last = first.map((group, index) => group + sizes[index]! - 1);
  return {
    family,
    first: comparable(first),
    last: comparable(last),
    written: `${usual(first)}/${length}`,
    isExact: first.join() === groups.join(),
  };
}

function comparable(groups: readonly number[]): string {
  return groups.length === 4
    ? groups.map((each) => String(each).padStart(3, "0")).join(".")
    : groups.map((each) => each.toString(16).padStart(4, "0")).join(":");
}

/** https://www.rfc-editor.org/rfc/rfc5952 */
function usual(groups: readonly number[]): string {
  if (groups.length === 4) return groups.join(".");
  const zerosFrom = groups.map((_, start) => {
    const other = groups.findIndex((group, index) => index >= start && group !== 0);
    return (other === -1 ? groups.length : other) - start;
  });
  const most = Math.max(...zerosFrom);
  const inText = (some: readonly number[]) => some.map((group) => group.toString(16)).join(":");
  if (most < 2) return inText(groups);
  const start = zerosFrom.indexOf(most);
  return `${inText(groups.slice(0, start))}::${inText(groups.slice(start + most))}`;
}

/** The eight groups of an address of IPv6; undefined if the text is none. */
function groupsOf(address: string): readonly number[] | undefined {
  const halves = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right = []] = halves;
  const missing = 8 - left.length - right.length;
  const fits = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  if (!fits || ![...left, ...right].every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return [...left, ...Array<string>(missing).fill("0"), ...right].map((group) => parseInt(group, 16));
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

/**
 * Addresses that the internet does not route. A record has such a one where a call came through a VPC endpoint, and whoever makes a VPC
 * chooses its addresses.
 * https://docs.aws.amazon.com/kms/latest/developerguide/vpce-logging.html
 */
const unrouted: readonly Network[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
  "::/8",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map((each) => networkOf(each)!);

/** Whether the internet may know the addresses of a network. */
export function isRouted(network: Network): boolean {
  return !unrouted.some((each) => isWithin(network, each));
}
