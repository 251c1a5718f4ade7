import fc from "fast-check";

import type { ExpectedReader } from "../../organization/reads-of-account";
import type { PlainPlace } from "./arbitrary-places";
import type { ExpectedReads, ReadableSecret } from "../../reads/expectations";
import type { PlainRead } from "./arbitrary-expected-reads";

/** An account of many secrets and readers, and reads there. */
export interface Crowd {
  readonly expected: ExpectedReads;
  readonly reads: readonly PlainRead[];
}

const account = "901234567803";
const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
const roleOf = (number: number) =>
  `arn:aws:iam::${account}:role/team-${number % 5}/${number % 7 === 0 ? "*" : `app-${number}`}`;
/** Of some through an endpoint, of some from a network, of some from both, and of most from anywhere. */
const readerOf = (number: number): ExpectedReader => ({
  reader: roleOf(number),
  ...[{ from: [ENDPOINT] }, { from: ["203.0.113.0/24"] }, { from: [ENDPOINT, "2001:db8::/32"] }, {}, {}, {}, {}][
    number % 11
  ],
});
const ENDPOINT = "vpce-0123456789abcdef0";
const placesOfReads: readonly PlainPlace[] = [
  { sourceIPAddress: "203.0.113.7" },
  { sourceIPAddress: "10.0.0.8", vpcEndpointId: ENDPOINT },
  { sourceIPAddress: "203.0.113.7", vpcEndpointId: "vpce-0fedcba9876543210" },
  { sourceIPAddress: "2001:DB8::7" },
  { sourceIPAddress: "198.51.100.9" },
  { sourceIPAddress: "cloudformation.amazonaws.com" },
];
const nameOf = (number: number) => `prod/team-${number % 9}/secret-${number}`;

/** @param most secrets and readers */
export function arbitraryCrowd(most: { readonly secrets: number; readonly readers: number }): fc.Arbitrary<Crowd> {
  const readers = fc.array(fc.nat(most.readers - 1), { maxLength: 4 });
  return fc
    .record({
      accountReaders: readers,
      secrets: fc.array(fc.tuple(fc.constantFrom<Known>("by ARN", "by name", "by path"), readers), {
        maxLength: most.secrets,
        size: "max",
      }),
      callers: fc.array(fc.tuple(fc.nat(most.readers + 10), fc.nat(most.secrets + 10)), { minLength: 10 }),
    })
    .map(({ accountReaders, secrets, callers }) => ({
      expected: {
        accountReaders: accountReaders.map(readerOf),
        secrets: secrets.map(([known, some], number) => secretOf(known, nameOf(number), some.map(readerOf))),
      },
      reads: callers.flatMap(([who, which]) => readsBy(roleOf(who).replace("*", `app-${who}`), which)),
    }));
}

type Known = "by ARN" | "by name" | "by path";

function secretOf(known: Known, name: string, expectedReaders: readonly ExpectedReader[]): ReadableSecret {
  const arn = arnOf(name);
  const names = {
    "by ARN": { ids: [name, arn, `${arn}-a1B2c3`], unsuffixed: [], idPrefixes: [] },
    "by name": { ids: [name, arn], unsuffixed: [arn], idPrefixes: [] },
    "by path": { ids: [], unsuffixed: [], idPrefixes: [`${name}/`, `${arn}/`] },
  }[known];
  return { ...names, expectedReaders, decoy: false };
}

/** By name, by ARN, of what is below, of what begins alike, and several at once; each from some place. */
function readsBy(role: string, which: number): readonly PlainRead[] {
  const name = nameOf(which);
  const identity = {
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${role.split("/").at(-1)!}/session`,
    sessionContext: { sessionIssuer: { type: "Role", arn: role } },
  };
  let calls = which;
  const read = (eventName: string, requestParameters: PlainRead["requestParameters"]): PlainRead => ({
    ...placesOfReads[calls++ % placesOfReads.length],
    eventSource: "secretsmanager.amazonaws.com",
    eventName,
    requestParameters,
    userIdentity: identity,
  });
  return [
    ...[name, arnOf(name), `${arnOf(name)}-a1B2c3`, `${name}/x`, `${arnOf(`${name}-replica`)}-a1B2c3`].map((secretId) =>
      read("GetSecretValue", { secretId }),
    ),
    read("BatchGetSecretValue", { secretIdList: [name, nameOf(which + 1)] }),
    read("BatchGetSecretValue", { secretIdList: [name, arnOf(name)] }),
  ];
}
