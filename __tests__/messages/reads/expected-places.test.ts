import fc from "fast-check";

import { networkOf } from "../../../organization/places";
import type { Undecided } from "../../../organization/reads-of-account";
import { networksOf } from "../../../reads/places";
import { isInNetwork, type PlainPlace } from "../../support/arbitrary-places";
import { verdictByComposer } from "../../support/told-reads";

const reader = "arn:aws:iam::901234567803:role/app";
const noNames = { ids: [], unsuffixed: [], idPrefixes: [] };

/** What the composer says of a read by a reader of any secret that is expected from these places alone. */
async function verdict(from: readonly string[], where: PlainPlace) {
  const undecided: Undecided = {
    expectations: [{ reader, from, networks: networksOf(from), any: true, ...noNames }],
    decoys: noNames,
  };
  return verdictByComposer(undecided, {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    requestParameters: { secretId: "db" },
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: reader } } },
    ...where,
  });
}

const bytes = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 127, 128, 255)), { minLength: 4, maxLength: 4 });
const groups = fc.array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 0, 0, 0x7fff, 0x8000, 0xffff)), {
  minLength: 8,
  maxLength: 8,
});

/** The bits of an address, and what they are when one of them is another. */
function flipped(address: readonly number[], bit: number, width: number): readonly number[] {
  return address.map((group, index) =>
    index === Math.floor(bit / width) ? group ^ (1 << (width - 1 - (bit % width))) : group,
  );
}

/** All ways in which people and programs write an address of IPv6. */
const forms: readonly ((address: readonly number[]) => string)[] = [
  (address) => address.map((group) => group.toString(16)).join(":"),
  (address) => address.map((group) => group.toString(16).padStart(4, "0")).join(":"),
  (address) => address.map((group) => group.toString(16).toUpperCase()).join(":"),
  (address) => new URL(`http://[${address.map((group) => group.toString(16)).join(":")}]`).hostname.slice(1, -1),
  (address) =>
    address
      .map((group) => group.toString(16))
      .join(":")
      .replace(/(^|:)0(:|$)/, (_, before: string, after: string) => `${before || ":"}${after || ":"}`),
];

test("of addresses of IPv4, those of a network and no others are expected", async () => {
  const seen = { in: 0, out: 0 };

  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 32 }), fc.nat(31), async (address, length, bit) => {
      const network = networkOf(`${address.join(".")}/${length}`)!.written;
      const other = flipped(address, bit, 8).join(".");

      expect((await verdict([network], { sourceIPAddress: other })).expected).toBe(isInNetwork(network, other));
      expect(isInNetwork(network, other)).toBe(bit >= length);
      seen[bit >= length ? "in" : "out"]++;
    }),
    { numRuns: 300, seed: 20261128 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

test("of addresses of IPv6, those of a network and no others are expected, however they are written", async () => {
  const seen = { in: 0, out: 0 };

  await fc.assert(
    fc.asyncProperty(
      groups.filter((address) => address.some((group, index) => index < 6 && group !== (index === 5 ? 0xffff : 0))),
      fc.integer({ min: 1, max: 128 }),
      fc.nat(127),
      fc.constantFrom(...forms),
      async (address, length, bit, form) => {
        const network = networkOf(`${forms[0]!(address)}/${length}`)!.written;
        const other = form(flipped(address, bit, 16));

        expect((await verdict([network], { sourceIPAddress: other })).expected).toBe(isInNetwork(network, other));
        seen[bit >= length ? "in" : "out"]++;
      },
    ),
    { numRuns: 400, seed: 20261128 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

test.each<[string, PlainPlace]>([
  ["the first address", { sourceIPAddress: "203.0.113.64" }],
  ["the last address", { sourceIPAddress: "203.0.113.95" }],
  ["an address of IPv6 in capitals", { sourceIPAddress: "2001:DB8::1" }],
  ["the endpoint, whatever address its VPC has", { vpcEndpointId: "vpce-0a", sourceIPAddress: "198.51.100.9" }],
  ["a service that acts for the reader", { sourceIPAddress: "cloudformation.amazonaws.com" }],
  ["a service in China", { sourceIPAddress: "ecs.amazonaws.com.cn" }],
])("%s is expected", async (_, where) => {
  expect(await verdict(["203.0.113.64/27", "2001:db8::/32", "vpce-0a"], where)).toEqual({ expected: true });
});

test.each<[string, PlainPlace]>([
  ["the address before", { sourceIPAddress: "203.0.113.63" }],
  ["the address behind", { sourceIPAddress: "203.0.113.96" }],
  ["no address", {}],
  ["null", { sourceIPAddress: null }],
  [
    "an address of the network in a VPC of somebody else",
    { vpcEndpointId: "vpce-0b", sourceIPAddress: "203.0.113.70" },
  ],
  ["an endpoint that is null", { vpcEndpointId: null, sourceIPAddress: "203.0.113.70" }],
  ["an endpoint that begins alike", { vpcEndpointId: "vpce-0a1" }],
  ["a network in the place of an endpoint", { vpcEndpointId: "203.0.113.64/27", sourceIPAddress: "198.51.100.9" }],
  ["an address of IPv4 written in IPv6", { sourceIPAddress: "::ffff:203.0.113.70" }],
  ["the same in capitals and digits", { sourceIPAddress: "::FFFF:CB00:7146" }],
  ["a byte with zeros in front, which some take for an octal number", { sourceIPAddress: "203.0.113.070" }],
  ["a byte that is none", { sourceIPAddress: "203.0.113.700" }],
  ["two addresses", { sourceIPAddress: "203.0.113.70, 203.0.113.70" }],
  ["an address with a line break behind it", { sourceIPAddress: "203.0.113.70\n" }],
  ["a service's name with a line break behind it", { sourceIPAddress: "ecs.amazonaws.com\n" }],
  ["AWS Internal, which says nothing of who called", { sourceIPAddress: "AWS Internal" }],
  ["a host that ends almost like a service", { sourceIPAddress: "amazonaws.com" }],
  ["a host that holds a service's name", { sourceIPAddress: "ecs.amazonaws.com.attacker.example" }],
  ["an address with a zone", { sourceIPAddress: "2001:db8::1%eth0" }],
  ["too many groups", { sourceIPAddress: "2001:db8:0:0:0:0:0:0:1" }],
  ["too few groups", { sourceIPAddress: "2001:db8:1" }],
  ["zeros left out twice", { sourceIPAddress: "2001:db8::1::1" }],
  ["three colons", { sourceIPAddress: "2001:db8:::1" }],
])("%s is elsewhere", async (_, where) => {
  const from = ["203.0.113.64/27", "2001:db8::/32", "vpce-0a"];

  expect(await verdict(from, where)).toEqual({ expected: false, from });
});

test("of many places twenty are told, and how many more there are", async () => {
  const from = Array.from({ length: 23 }, (_, index) => `203.0.113.${index}/32`);

  const { from: told } = await verdict(from, { sourceIPAddress: "198.51.100.9" });

  expect(told).toEqual([...from.slice(0, 20), "3 more"]);
});

test("places that hold the digits of the account are compared and told as they are", async () => {
  const from = ["vpce-0901234567803abcd", "2001:db8:9012:3456:7803::/80"];

  expect(await verdict(from, { vpcEndpointId: "vpce-0901234567803abcd" })).toEqual({ expected: true });
  expect(await verdict(from, { sourceIPAddress: "2001:db8:9012:3456:7803::5" })).toEqual({ expected: true });
  expect(await verdict(from, { sourceIPAddress: "198.51.100.9" })).toEqual({ expected: false, from });
});
