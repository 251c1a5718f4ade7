import fc from "fast-check";

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
        accountReaders: accountReaders.map((each) => ({ reader: roleOf(each) })),
        secrets: secrets.map(([known, some], number) => secretOf(known, nameOf(number), some.map(roleOf))),
      },
      reads: callers.flatMap(([who, which]) => readsBy(roleOf(who).replace("*", `app-${who}`), which)),
    }));
}

type Known = "by ARN" | "by name" | "by path";

function secretOf(known: Known, name: string, expectedReaders: readonly string[]): ReadableSecret {
  const arn = arnOf(name);
  const names = {
    "by ARN": { ids: [name, arn, `${arn}-a1B2c3`], unsuffixed: [], idPrefixes: [] },
    "by name": { ids: [name, arn], unsuffixed: [arn], idPrefixes: [] },
    "by path": { ids: [], unsuffixed: [], idPrefixes: [`${name}/`, `${arn}/`] },
  }[known];
  return { ...names, expectedReaders: expectedReaders.map((reader) => ({ reader })), decoy: false };
}

/** By name, by ARN, of what is below, of what begins alike, and several at once. */
function readsBy(role: string, which: number): readonly PlainRead[] {
  const name = nameOf(which);
  const identity = {
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${role.split("/").at(-1)!}/session`,
    sessionContext: { sessionIssuer: { type: "Role", arn: role } },
  };
  const read = (eventName: string, requestParameters: PlainRead["requestParameters"]): PlainRead => ({
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
