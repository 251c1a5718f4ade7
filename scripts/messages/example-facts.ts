import { storeNames } from "../../detections/stores";
import type { Account } from "../../organization/organization";
import { toldReads } from "../../reads/kinds";
import { networksOf } from "../../reads/places";
import { DRILL_ROLE_NAME } from "../../organization/names/health-names";
import { decisions, leveled } from "../../reads/undecided-reads";
import type { ComposerFacts } from "../../messages/reads/composer-facts";

const decoyNames = ["prod/backup-admin"];
const reads = toldReads(decoyNames, storeNames);
const expectedPlaces = ["vpce-0123456789abcdef0", "203.0.113.0/24"];
const noOthers = { unsuffixed: [], idPrefixes: [] };
const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;

/** What the composer of an invented organization knows: everybody gets everything, and one route the most urgent. */
export const exampleFacts: ComposerFacts = {
  accounts: [
    { id: "222222222222", name: "security", mode: "notify" },
    { id: "333333333333", name: "payments-prod", owner: "payments@acorn.example", mode: "notify" },
    { id: "444444444444", name: "payments-dev", owner: "payments@acorn.example", mode: "quiet" },
    { id: "555555555555", name: "deploy-tools", owner: "platform@acorn.example", mode: "notify" },
  ],
  secretOwners: [
    { accountId: "333333333333", secretName: "parameter /prod/db/*", owner: "dba@acorn.example" },
    { accountId: "333333333333", secretName: "prod/payments/database", owner: "dba@acorn.example" },
  ],
  detections: reads,
  decoyNames,
  recipients: [
    {
      minimumSeverity: "low",
      peopleTopicArn: topic("alerts"),
      eventsTopicArn: topic("events-alerts"),
      chatTopicArn: topic("chat-alerts"),
    },
    { minimumSeverity: "critical", peopleTopicArn: topic("route-duty"), eventsTopicArn: topic("events-duty") },
  ],
  owners: { topicArn: topic("owners"), minimumSeverity: "medium" },
  journalLogGroupName: "/aws/events/secretwatch-unexpected-reads",
  homeRegion: "eu-west-1",
  consoleDomain: "console.aws.amazon.com",
  integrationArn: (api) => `arn:aws:states:::${api}`,
  tableName: "secretwatch-memory",
  digestArn: "arn:aws:states:eu-west-1:222222222222:stateMachine:secretwatch-digest",
  decisions: decisions([
    {
      account: { id: "333333333333" } as Account,
      region: "eu-west-1",
      undecided: {
        expectations: [
          {
            reader: "arn:aws:iam::333333333333:role/service/ledger",
            from: expectedPlaces,
            networks: networksOf(expectedPlaces),
            any: false,
            ids: ["prod/payments/ledger"],
            ...noOthers,
          },
        ],
        decoys: { ids: [], ...noOthers },
      },
    },
  ]),
  parameterDecisions: decisions([
    {
      account: { id: "333333333333" } as Account,
      region: "eu-west-1",
      undecided: {
        watched: { names: ["/prod/db/password", "/prod/backup/admin"], paths: [] },
        decoys: { names: ["/prod/backup/admin"], paths: [] },
        expectations: [],
      },
    },
  ]),
  plannedWork: [
    {
      reason: "The ledger moves to a new database (CHG-4711)",
      from: "2026-03-01T02:00:00Z",
      until: "2026-03-01T05:00:00Z",
      accounts: ["333333333333"],
      readers: ["arn:aws:iam::<a>:role/ledger-move"],
      secrets: { names: ["prod/payments/ledger"], paths: [] },
    },
  ],
  canary: {
    readerArn: "arn:aws:iam::222222222222:role/secretwatch-roll-call",
    secretPrefix: "secretwatch-canary-",
  },
  drill: {
    readerArn: `arn:aws:iam::${leveled.account}:role/${DRILL_ROLE_NAME}`,
    secretPrefix: "secretwatch-drill-",
    loudSecretPrefix: "secretwatch-drill-notify-",
  },
};
