import fc from "fast-check";

import { answerPath } from "../../aws/answer-path";
import type { InputOf, Operation } from "../../aws/operations";
import { type SavedAnswer, SavedAnswers } from "../../aws/saved-answers";
import { securityServices } from "../../discover/read-organization";
import { partitions } from "../../organization/regions";
import { hostileText } from "./hostile-texts";

export interface MadeSecret {
  name: string;
  region: string;
  copies: string[];
  managedBy?: string;
}

export interface MadeAccount {
  id: string;
  name: string;
  state: string;
  unit: string;
  owner?: string;
  /** Opt-in regions that are on. */
  optedIn: string[];
  secrets: MadeSecret[];
}

/** An organization as it could be, to be changed by tests. */
export interface MadeOrganization {
  units: { id: string; name: string; parent: string }[];
  accounts: MadeAccount[];
}

export const made = {
  organization: "o-q3k8z7m2x1",
  root: "r-q3k8",
  management: "901234567801",
  security: "901234567802",
};

const regions = ["eu-west-1", "eu-central-1", "us-east-1"];
export const optInRegions = ["me-south-1", "af-south-1"];

/** What AWS would answer, by the paths of saved answers. As the API's model has it. */
export function answersOf({ units, accounts }: MadeOrganization): ReadonlyMap<string, SavedAnswer> {
  const answers = new Map<string, SavedAnswer>();
  const put = <Name extends Operation>(
    name: Name,
    input: InputOf<Name>,
    answer: object,
    account = "",
    region = "eu-west-1",
  ) => answers.set(answerPath(name, input, { account, region }), answer);
  const arn = `arn:aws:organizations::${made.management}:organization/${made.organization}`;
  put(
    "organizations:DescribeOrganization",
    {},
    {
      Organization: { Id: made.organization, Arn: arn, MasterAccountId: made.management },
    },
  );
  put("organizations:ListRoots", {}, { Roots: [{ Id: made.root, Name: "Root" }] });
  for (const id of [made.root, ...units.map((unit) => unit.id)]) {
    put(
      "organizations:ListOrganizationalUnitsForParent",
      { ParentId: id },
      {
        OrganizationalUnits: units
          .filter(({ parent }) => parent === id)
          .map((unit) => ({ Id: unit.id, Name: unit.name })),
      },
    );
    put(
      "organizations:ListAccountsForParent",
      { ParentId: id },
      {
        Accounts: accounts
          .filter(({ unit }) => unit === id)
          .map((account) => ({ Id: account.id, Name: account.name, State: account.state })),
      },
    );
  }
  for (const service of securityServices) {
    put(
      "organizations:ListDelegatedAdministrators",
      { ServicePrincipal: service },
      {
        DelegatedAdministrators: service === "guardduty.amazonaws.com" ? [{ Id: made.security }] : [],
      },
    );
  }
  put("cloudtrail:DescribeTrails", {}, { trailList: [] }, made.management);
  for (const account of accounts) {
    const on = [...partitions.aws.defaultRegions, ...account.optedIn];
    put(
      "organizations:ListTagsForResource",
      { ResourceId: account.id },
      {
        Tags: account.owner === undefined ? [] : [{ Key: "owner", Value: account.owner }],
      },
    );
    put(
      "account:ListRegions",
      {},
      {
        Regions: [
          ...on.map((name) => ({ RegionName: name, RegionOptStatus: "ENABLED_BY_DEFAULT" })),
          ...optInRegions
            .filter((name) => !on.includes(name))
            .map((name) => ({ RegionName: name, RegionOptStatus: "DISABLED" })),
        ],
      },
      account.id,
    );
    for (const region of on) {
      const there = account.secrets.filter((secret) => [secret.region, ...secret.copies].includes(region));
      put(
        "secretsmanager:ListSecrets",
        {},
        {
          SecretList: there.map(({ name, region: first, managedBy }) => ({
            ...{ Name: name, ARN: arnOf(account.id, region, name), PrimaryRegion: first },
            ...(managedBy === undefined ? {} : { OwningService: managedBy }),
          })),
        },
        account.id,
        region,
      );
    }
  }
  return answers;
}

export function callsOf(organization: MadeOrganization): SavedAnswers {
  const answers = answersOf(organization);
  return new SavedAnswers((path) => answers.get(path));
}

function arnOf(account: string, region: string, name: string): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
}

/** Names that people give, some of which become the same, and some that mean harm. */
const nameInAws = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "Payments Prod",
      "payments-prod",
      "Payments-Dev",
      "Öl & Gas",
      "42",
      "true",
      "null",
      "Root",
    ),
  },
  { weight: 2, arbitrary: hostileText.map((text) => text.slice(0, 128)) },
);

const secretName = fc.oneof(
  fc.constantFrom(
    "prod/db",
    "prod/db-AbCdEf",
    "rds!cluster-1",
    "123",
    "true",
    "a/b/c",
    "null",
    "1e3",
    "=x",
    "@x",
    "-x",
    "!x",
  ),
  fc.stringMatching(/^[A-Za-z0-9/_+=.@!-]{1,40}$/),
);

const secret: fc.Arbitrary<MadeSecret> = fc
  .record({ name: secretName, at: fc.shuffledSubarray(regions, { minLength: 1 }), isManaged: fc.boolean() })
  .map(({ name, at, isManaged }) => {
    return { name, region: at[0]!, copies: at.slice(1), ...(isManaged ? { managedBy: "rds" } : {}) };
  });

/** A secret is once in a region: of one name there are others only where it is not. */
const secrets = fc
  .array(secret, { maxLength: 6 })
  .map((all) =>
    all.filter(
      ({ name, region, copies }, index) =>
        !all
          .slice(0, index)
          .some(
            (other) =>
              other.name === name && [region, ...copies].some((each) => [other.region, ...other.copies].includes(each)),
          ),
    ),
  );

const account = (units: readonly string[]): fc.Arbitrary<Omit<MadeAccount, "id">> =>
  fc.record({
    name: nameInAws,
    state: fc.constantFrom(
      "ACTIVE",
      "ACTIVE",
      "ACTIVE",
      "SUSPENDED",
      "CLOSED",
      "PENDING_CLOSURE",
      "PENDING_ACTIVATION",
    ),
    unit: fc.constantFrom(...units),
    owner: fc.constantFrom(undefined, "team@secretwatch.dev", "Team: none"),
    optedIn: fc.subarray(optInRegions),
    secrets,
  });

/** Organizations of nested units, with a management and a security account. */
export function madeOrganization(mostAccounts = 12): fc.Arbitrary<MadeOrganization> {
  return fc.array(fc.tuple(nameInAws, fc.nat()), { maxLength: 6 }).chain((named) => {
    const ids = named.map((_, index) => `ou-q3k8-unit000${index}`);
    const units = named.map(([name, within], index) => ({
      ...{ id: ids[index]!, name },
      parent: [made.root, ...ids.slice(0, index)][within % (index + 1)]!,
    }));
    return fc.array(account([made.root, ...ids]), { maxLength: mostAccounts }).map((accounts) => ({
      units,
      accounts: [
        central(made.management, "Acorn"),
        central(made.security, "Audit"),
        ...accounts.map((each, index) => ({ ...each, id: String(901234568000 + index) })),
      ],
    }));
  });
}

function central(id: string, name: string): MadeAccount {
  return { id, name, state: "ACTIVE", unit: made.root, optedIn: [], secrets: [] };
}
