import fc from "fast-check";

import { networkOf, placeCovers } from "../../organization/places";
import { isInNetwork } from "../support/arbitrary-places";

// An end as in IPv4 is nothing that the file may have.
const ofIPv6 = fc.ipV6().filter((address) => !address.includes("."));
const network = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  fc.tuple(ofIPv6, fc.nat(128)).map(([address, length]) => `${address}/${length}`),
);

/** An address of a network by the text that its digits are compared by. */
const addressOf = (comparable: string) =>
  comparable.includes(":") ? comparable : comparable.split(".").map(Number).join(".");

test("a network has its first and its last address, and so has the way it is usually written", () => {
  fc.assert(
    fc.property(network, (text) => {
      const { first, last, written } = networkOf(text)!;

      for (const address of [first, last].map(addressOf).filter((each) => !/^(0000:){5}ffff:/.test(each))) {
        expect(isInNetwork(text, address)).toBe(true);
        expect(isInNetwork(written, address)).toBe(true);
      }
      expect(networkOf(written)).toEqual({ ...networkOf(text), isExact: true });
      expect(written).toBe(usual(written));
    }),
    { numRuns: 500 },
  );
});

/** As browsers and Node write it. */
function usual(written: string): string {
  const [address = "", length] = written.split("/");
  const host = address.includes(":") ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return `${host}/${length!}`;
}

test.each([
  ["203.0.113.0/24", true],
  ["203.0.113.5/24", false],
  ["203.0.113.5/32", true],
  ["2001:db8::/32", true],
  ["2001:db8::1/127", false],
])("%s is a network with an address of its own: %s", (text, isExact) => {
  expect(networkOf(text)!.isExact).toBe(isExact);
});

test.each([
  "",
  "203.0.113.0",
  "203.0.113.0/33",
  "203.0.113/24",
  "203.0.113.256/32",
  "0203.0.113.0/24",
  "2001:db8::/129",
  "2001:db8/32",
  "fe80::1%eth0/64",
  "vpce-0123456789abcdef0",
  "2001:db8:::/32",
  "2001::db8::/32",
  "1:2:3:4:5:6:7:8:9/64",
  "::203.0.113.5/128",
  "a/24",
])("%j is no network", (text) => {
  expect(networkOf(text)).toBeUndefined();
});

test.each([
  ["203.0.113.0/24", "203.0.113.64/27", true],
  ["203.0.113.64/27", "203.0.113.0/24", false],
  ["2001:db8::/32", "2001:0DB8:0:8000::/49", true],
  ["::/1", "203.0.113.0/24", false],
  ["vpce-12345678", "vpce-12345678", true],
  ["vpce-12345678", "vpce-12345679", false],
  ["203.0.113.0/24", "vpce-12345678", false],
])("%s covers %s: %s", (wide, narrow, expected) => {
  expect(placeCovers(wide, narrow)).toBe(expected);
});
