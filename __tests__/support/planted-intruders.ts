import {
  DAYS,
  denied,
  type Event,
  every,
  fromAddress,
  other,
  own,
  readEvent,
  roleArn,
  roleIdentity,
  secretArn,
  stranger,
  throughEndpoint,
  userArn,
  type When,
  wholeArn,
} from "./read-events";

/** Somebody among the reads of a month who should not be there. */
export interface Plant {
  /** In a sentence. */
  readonly what: string;
  /** Who it reads as; nobody's ARN where it is the root user. */
  readonly principals: readonly string[];
  /** @param when from the fifth day to the last but one */
  readonly events: (when: When) => readonly Event[];
}

/** A role that reads its secret day after day through one endpoint, and that the file does not have: whose credentials are stolen. */
export const victim = { role: "service/ledger", secret: "prod/ledger", hours: [6, 12, 18] } as const;

/** The same with a role that the file expects from its endpoint alone. */
export const placedVictim = { role: "service/vault-agent", secret: "prod/vault" } as const;

export const decoyName = "prod/backup/root-database";
export const listedParameter = "/prod/payments/password";

const everySecret = [
  "prod/db",
  "prod/payments/db",
  "prod/payments/key",
  "prod/payments/api",
  "ci/token",
  "legacy",
  "prod/ledger",
];
const abroad = fromAddress("198.51.100.77");

function role(path: string, account: string = own) {
  return { identity: roleIdentity(path, account), principals: [roleArn(path, account)] };
}

/** A plant that reads with one role. */
function byRole(what: string, path: string, events: (identity: object, when: When) => readonly Event[]): Plant {
  const { identity, principals } = role(path);
  return { what, principals, events: (when) => events(identity, when) };
}

const user = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: userArn("mallory"),
  accountId: own,
  userName: "mallory",
};
const root = { type: "Root", principalId: own, arn: `arn:aws:iam::${own}:root`, accountId: own };
const person = (permissionSet: string) => ({
  path: `aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${permissionSet}_0123456789abcdef`,
  session: "mallory@acorn.example",
});
const service = (invokedBy: string) => ({ type: "AWSService", invokedBy });

/** By kind. None is ever to be expected, and each is to be among the first things that a report shows. */
export const plants: Readonly<Record<string, Plant>> = {
  newRoleManySecrets: byRole("A new role reads every secret in one night.", "tmp-debug", (who, { day }) =>
    everySecret.map((secret, index) => readEvent(who, secret, { day, hour: 3, minute: index }, abroad)),
  ),
  newRoleOneRead: byRole("A new role reads one secret once.", "helper", (who, when) => [
    readEvent(who, "prod/db", when),
  ]),
  newRoleTwoDays: byRole("A new role reads one secret on two days.", "helper", (who, { day, hour }) => [
    readEvent(who, "prod/db", { day, hour }),
    readEvent(who, "prod/db", { day: day + 1, hour }),
  ]),
  newRoleAtTheEnd: byRole("A role comes in the last week and stays.", "service/metrics", (who, { hour }) =>
    every(1, DAYS - 6).map((day) => readEvent(who, "prod/db", { day, hour })),
  ),
  newRoleSlow: byRole("A new role reads another secret each day.", "inventory", (who, { hour }) =>
    everySecret.map((secret, index) => readEvent(who, secret, { day: 3 * index, hour }, abroad)),
  ),
  oddHours: byRole("A role reads at three in the morning on two days.", "nightly", (who, { day }) =>
    [day, day + 1].map((each) => readEvent(who, "prod/payments/key", { day: each, hour: 3 }, abroad)),
  ),
  burst: byRole("A new role reads one secret 40 times within an hour.", "loader", (who, { day, hour }) =>
    Array.from({ length: 40 }, (_, minute) => readEvent(who, "prod/db", { day, hour, minute })),
  ),
  byWholeArn: byRole("A new role reads a secret by its whole ARN.", "helper", (who, when) => [
    readEvent(who, wholeArn("prod/payments/db"), when, abroad),
  ]),
  byPartialArn: byRole("A new role reads a secret by its ARN without the end.", "helper", (who, when) => [
    readEvent(who, secretArn("prod/payments/db"), when, abroad),
  ]),
  batchByFilter: byRole("A new role asks for all secrets that a filter finds.", "helper", (who, when) => [
    {
      ...readEvent(who, "", when, abroad),
      ...{ eventName: "BatchGetSecretValue", requestParameters: { filters: [{ key: "name", values: ["prod"] }] } },
    },
  ]),
  batchOfSome: byRole("A new role asks for several secrets at once.", "helper", (who, when) => [
    {
      ...readEvent(who, "", when, abroad),
      ...{ eventName: "BatchGetSecretValue", requestParameters: { secretIdList: ["prod/db", "prod/ledger"] } },
    },
  ]),
  decoyReader: byRole("A role that reads day after day also reads a decoy.", "service/archive", (who, when) => [
    ...every(1).map((day) => readEvent(who, "prod/archive", { day, hour: 9 })),
    readEvent(who, decoyName, when),
  ]),
  namedLikeAnApplication: byRole(
    "A role that is called almost like an application's.",
    "service/ledger1",
    (who, when) => [readEvent(who, victim.secret, when)],
  ),
  otherPath: byRole("A role of an application's name below another path.", "ledger", (who, when) => [
    readEvent(who, victim.secret, when),
  ]),
  anotherSecret: byRole("An application's role reads one secret that is none of its own.", victim.role, (who, when) => [
    readEvent(who, "prod/payments/key", when),
  ]),
  stolenOnce: byRole("An application's credentials are used once from elsewhere.", victim.role, (who, when) => [
    readEvent(who, victim.secret, when, abroad),
  ]),
  stolenBurst: byRole(
    "An application's credentials are used often on one day from elsewhere.",
    victim.role,
    (who, { day, hour }) =>
      Array.from({ length: 40 }, (_, minute) => readEvent(who, victim.secret, { day, hour, minute }, abroad)),
  ),
  stolenThroughOtherEndpoint: byRole(
    "An application's credentials are used in another VPC.",
    victim.role,
    (who, when) => [readEvent(who, victim.secret, when, throughEndpoint("vpce-0fedcba9876543210"))],
  ),
  expectedFromElsewhere: byRole(
    "A role that is expected from its endpoint reads from elsewhere.",
    placedVictim.role,
    (who, when) => [readEvent(who, placedVictim.secret, when, abroad)],
  ),
  refusedOfMany: byRole("A role is refused one secret after the other.", "probe", (who, { day, hour }) =>
    everySecret.map((secret, minute) => ({ ...readEvent(who, secret, { day, hour, minute }, abroad), ...denied })),
  ),
  refusedEachDay: byRole("A role is refused a secret day after day.", "probe", (who, { hour }) =>
    every(1).map((day) => ({ ...readEvent(who, "prod/payments/key", { day, hour }, abroad), ...denied })),
  ),
  deployRole: byRole(
    "The role that Terraform deploys with reads day after day.",
    "SecretwatchDeploy",
    (who, { hour }) => every(1).map((day) => readEvent(who, "prod/db", { day, hour }, abroad)),
  ),
  administratorRole: byRole(
    "The role of the organization's administrators reads day after day.",
    "OrganizationAccountAccessRole",
    (who, { hour }) => every(1).map((day) => readEvent(who, "prod/db", { day, hour }, abroad)),
  ),
  parameterReader: byRole("A new role reads a listed parameter.", "helper", (who, when) => [
    {
      ...readEvent(who, "", when, abroad),
      ...{ eventSource: "ssm.amazonaws.com", eventName: "GetParameter" },
      requestParameters: { name: listedParameter, withDecryption: true },
    },
  ]),
  root: {
    what: "The root user reads a secret day after day.",
    principals: [],
    events: ({ hour }) => every(1).map((day) => readEvent(root, "prod/db", { day, hour }, abroad)),
  },
  rootOnce: {
    what: "The root user reads a secret once.",
    principals: [],
    events: (when) => [readEvent(root, "prod/payments/key", when, abroad)],
  },
  user: {
    what: "An IAM user reads a secret day after day.",
    principals: [userArn("mallory")],
    events: ({ hour }) => every(1).map((day) => readEvent(user, "prod/db", { day, hour }, abroad)),
  },
  userOnce: {
    what: "An IAM user reads a secret once.",
    principals: [userArn("mallory")],
    events: (when) => [readEvent(user, "prod/db", when, abroad)],
  },
  person: {
    what: "A person behind single sign-on reads a secret day after day.",
    principals: [roleArn(person("Administrator").path)],
    events: ({ hour }) => {
      const { path, session } = person("Administrator");
      return every(1).map((day) => readEvent(roleIdentity(path, own, session), "prod/db", { day, hour }, abroad));
    },
  },
  federatedUser: {
    what: "A session that an IAM user made reads a secret.",
    principals: [userArn("mallory")],
    events: (when) => {
      const arn = `arn:aws:sts::${own}:federated-user/mallory`;
      const sessionContext = {
        sessionIssuer: { type: "IAMUser", arn: userArn("mallory"), accountId: own, userName: "mallory" },
      };
      return [readEvent({ type: "FederatedUser", arn, accountId: own, sessionContext }, "prod/db", when, abroad)];
    },
  },
  outside: {
    what: "A role of an account outside the organization reads day after day.",
    principals: role("service/partner", stranger).principals,
    events: ({ hour }) =>
      every(1).map((day) =>
        readEvent(roleIdentity("service/partner", stranger), wholeArn("prod/db"), { day, hour }, abroad),
      ),
  },
  acrossAccounts: {
    what: "A role of another member account reads a secret once.",
    principals: role("service/courier", other).principals,
    // CloudTrail records such a call in both accounts.
    events: (when) =>
      [own, other].map((recipientAccountId) => ({
        ...readEvent(roleIdentity("service/courier", other), wholeArn("prod/db"), when, abroad),
        recipientAccountId,
      })),
  },
  service: {
    what: "A service that never did reads a secret.",
    principals: ["service/glue.amazonaws.com"],
    events: (when) => [readEvent(service("glue.amazonaws.com"), "prod/db", when, fromAddress("glue.amazonaws.com"))],
  },
};
