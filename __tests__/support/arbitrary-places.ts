import { BlockList, isIPv4, isIPv6 } from "node:net";

import fc from "fast-check";

/** Endpoints and networks, some within others and some beside one another, also where their groups are not divided evenly. */
const places = [
  "vpce-0123456789abcdef0",
  "vpce-0fedcba9876543210",
  "vpce-12345678",
  "203.0.113.0/24",
  "203.0.113.64/27",
  "203.0.112.0/22",
  "198.51.100.7/32",
  "128.0.0.0/1",
  "2001:db8::/32",
  "2001:db8:0:8000::/49",
  "2001:db8::7/128",
];

/** Where an entry lets its reader read from; nothing where it is anywhere. */
export const arbitraryFrom: fc.Arbitrary<{ readonly from?: readonly string[] }> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.subarray(places.slice(0, 3), { minLength: 1 }).map((from) => ({ from })) },
  { weight: 1, arbitrary: fc.subarray(places, { minLength: 1, maxLength: 3 }).map((from) => ({ from })) },
);

const addresses = [
  "203.0.113.5",
  "203.0.113.95",
  "203.0.113.96",
  "203.0.115.255",
  "203.0.116.0",
  "198.51.100.7",
  "198.51.100.77",
  "127.255.255.255",
  "2001:db8::7",
  "2001:DB8:0:8000::1",
  "2001:0db8:0000:7fff:ffff:ffff:ffff:ffff",
  "2001:db9::",
  "::",
  "10.0.0.8",
];

/** What looks like a place and is none. */
const others = [
  "::ffff:203.0.113.5",
  "::FFFF:cb00:7105",
  "203.0.113.005",
  "203.0.113.5/32",
  "203.0.113.0/24",
  " 203.0.113.5",
  "203.0.113.5, 198.51.100.9",
  "203.0.113.256",
  "2001:db8:::7",
  "2001:db8",
  "2001:db8::7%eth0",
  "1:2:3:4:5:6:7:8:9",
  "AWS Internal",
  "AWS Internal/3",
  "amazonaws.com",
  "cloudformation.amazonaws.com.attacker.example",
  "",
];

const services = ["cloudformation.amazonaws.com", "secretsmanager.amazonaws.com", "ecs.amazonaws.com.cn"];

/** Where a record says that its call came from. */
export interface PlainPlace {
  readonly sourceIPAddress?: string | null;
  readonly vpcEndpointId?: string | null;
}

export const arbitraryPlace: fc.Arbitrary<PlainPlace> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...addresses) },
      { weight: 2, arbitrary: fc.constantFrom(...others, ...services) },
      { weight: 1, arbitrary: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant(null), fc.constant(undefined)) },
    ),
    fc.constantFrom(undefined, undefined, undefined, ...places.slice(0, 4), "vpce-0123456789abcdef1", null),
  )
  .map(([sourceIPAddress, vpcEndpointId]) => ({
    ...(sourceIPAddress === undefined ? {} : { sourceIPAddress }),
    ...(vpcEndpointId === undefined ? {} : { vpcEndpointId }),
  }));

/** Whether a call came from one of the places, in plain code: Node's own arithmetic of networks. */
export function isFrom(from: readonly string[] | undefined, { sourceIPAddress, vpcEndpointId }: PlainPlace): boolean {
  if (from === undefined) return true;
  if (/\.amazonaws\.com(\.cn)?$/.test(sourceIPAddress ?? "")) return true;
  if (vpcEndpointId !== undefined) return vpcEndpointId?.startsWith("vpce-") === true && from.includes(vpcEndpointId);
  return from.some((place) => isInNetwork(place, sourceIPAddress ?? ""));
}

/** Addresses of IPv4 that are written in IPv6 are in no network: nobody has seen one in a record. */
export function isInNetwork(network: string, address: string): boolean {
  const [start = "", length] = network.split("/");
  if (length === undefined || /%|^::ffff:/i.test(address)) return false;
  const list = new BlockList();
  list.addSubnet(start, Number(length), isIPv4(start) ? "ipv4" : "ipv6");
  return (isIPv4(address) && list.check(address, "ipv4")) || (isIPv6(address) && list.check(address, "ipv6"));
}
