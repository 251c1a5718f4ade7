import fc from "fast-check";

import { catalogue } from "../../detections/catalogue/catalogue";
import { alarmComposerDefinition } from "../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../messages/alarms/digest";
import { composerDefinition } from "../../messages/reads/composer";
import { digestDefinition } from "../../messages/reads/digest";
import { rollCallDefinition } from "../../messages/roll-call/definition";
import { exampleAlarmFacts } from "../../scripts/messages/example-alarm-facts";
import { exampleFacts } from "../../scripts/messages/example-facts";
import { readInput } from "../../scripts/messages/example-record";
import { messageExamples } from "../../scripts/messages/examples";
import { alarmEvent, recordBy } from "./alarm-services";
import { withHostileTexts } from "./arbitrary-hostile-texts";
import { exampleRollCall } from "./roll-call";
import { everythingNew, type Run, runDefinition } from "./run-composer";

/** A kind of message: what runs of its state machine are given, with hostile texts wherever somebody else can put one. */
export interface HostileKind {
  readonly what: string;
  readonly machine: keyof typeof definitions;
  readonly runs: fc.Arbitrary<() => Promise<Run>>;
}

/** The state machines that tell people something, by the names that they are deployed with. */
export const definitions = {
  "message-composer": composerDefinition(exampleFacts),
  digest: digestDefinition(exampleFacts),
  "alarm-composer": alarmComposerDefinition(exampleAlarmFacts),
  "alarm-digest": alarmDigestDefinition(exampleAlarmFacts),
  "roll-call": rollCallDefinition(exampleRollCall),
} as const;

const detection = catalogue.find(({ id }) => id === "secret-read-denied")!;
const less = catalogue.find(({ id }) => id === "secret-key-changed")!;
const alarmName = `secretwatch-${detection.id}`;

const reads = fc
  .constantFrom(...messageExamples)
  .chain((example) =>
    withHostileTexts({ ...example, record: { ...example.record, errorMessage: "on resource: x" } }, [
      "what",
      "detection",
      "recipientAccountId",
    ]),
  )
  .map(readInput);

const broken = definitions["message-composer"].replace('"headline":"{%', '"headline":"{% $error(\\"no words\\") & ');

/** Twenty reads were before this one: nobody is told of it alone. */
const manyBefore = (api: string, request: unknown) => {
  const { ReturnValues } = request as { ReturnValues?: string };
  const { UpdateExpression = "" } = request as { UpdateExpression?: string };
  return ReturnValues === "UPDATED_NEW" && !UpdateExpression.includes("reader")
    ? { Attributes: { hits: { N: "20" } } }
    : everythingNew(api, request);
};

const heldReads = withHostileTexts(
  {
    listed: "1967000#333333333333",
    early: false,
    reads: [true, false].map((refused) => ({
      hits: { N: "3" },
      severity: { S: "high" },
      reader: { S: "role/developer" },
      result: { S: refused ? "denied" : "read" },
      secret: { S: "prod/payments/database" },
      first: { S: "2026-03-01T03:14:01Z" },
      last: { S: "2026-03-01T03:15:01Z" },
      ...(refused ? {} : { planned: { S: "muted until 2026-03-01 05:00:00Z: The database moves" } }),
    })),
  },
  ["N"],
).chain((held) => fc.boolean().map((early) => ({ ...held, early })));

const callers = fc.array(
  withHostileTexts(recordBy(detection, "reader", "333333333333", { errorCode: "AccessDenied" })),
  { minLength: 1, maxLength: 4 },
);
const eventsOf = (records: readonly unknown[]) => () => ({
  Events: records.map((record) => ({ Message: JSON.stringify(record) })),
});
const alarms = withHostileTexts(alarmEvent(alarmName), ["alarmName", "value"]);

const signs = fc.record({
  heard: withHostileTexts([
    ["333333333333 eu-west-1", "2026-03-01 12:00:00.000"],
    ["777777777777 eu-west-1", "2026-03-01 12:00:00.000"],
  ]),
  told: withHostileTexts([["555555555555 eu-west-1", "2026-03-01 10:00:00.000"]]),
  isLost: fc.boolean(),
});

export const hostileKinds: readonly HostileKind[] = [
  {
    what: "a read that is told of at once",
    machine: "message-composer",
    runs: reads.map((input) => () => runDefinition(definitions["message-composer"], input, { call: everythingNew })),
  },
  {
    what: "a read by a detection that nobody knows",
    machine: "message-composer",
    runs: withHostileTexts(readInput(messageExamples[0]!)).map(
      (input) => () => runDefinition(definitions["message-composer"], input, { call: everythingNew }),
    ),
  },
  {
    what: "many reads",
    machine: "message-composer",
    runs: reads.map((input) => () => runDefinition(definitions["message-composer"], input, { call: manyBefore })),
  },
  {
    what: "a read that can't be put into words",
    machine: "message-composer",
    runs: reads.map((input) => () => runDefinition(broken, input, { call: everythingNew })),
  },
  {
    what: "a digest of reads",
    machine: "digest",
    runs: heldReads.map(({ listed, early, reads }) => () => {
      const call = (api: string, request: unknown) => {
        if (api !== "aws-sdk:dynamodb:query") return {};
        const { KeyConditionExpression: asked } = request as { readonly KeyConditionExpression: string };
        return { Items: asked.startsWith("pk = :held") ? [{ pk: { S: "held" }, sk: { S: listed } }] : reads };
      };
      return runDefinition(definitions.digest, { early }, { call });
    }),
  },
  {
    what: "an alarm whose callers are found",
    machine: "alarm-composer",
    runs: fc.tuple(alarms, callers).map(
      ([alarm, records]) =>
        () =>
          runDefinition(definitions["alarm-composer"], alarm, { search: eventsOf(records), call: () => ({}) }),
    ),
  },
  {
    what: "an alarm of which nobody is found",
    machine: "alarm-composer",
    runs: alarms.map((alarm) => () => runDefinition(definitions["alarm-composer"], alarm, { call: () => ({}) })),
  },
  {
    what: "a digest of alarms",
    machine: "alarm-digest",
    runs: callers.map((records) => () => {
      const call = (api: string) => {
        if (api.endsWith(":describeAlarms")) {
          return { MetricAlarms: [detection, less].map(({ id }) => ({ AlarmName: `secretwatch-${id}` })) };
        }
        return api.endsWith(":query") ? { Items: [] } : { Responses: {} };
      };
      return runDefinition(definitions["alarm-digest"], {}, { search: eventsOf(records), call });
    }),
  },
  {
    what: "a roll call",
    machine: "roll-call",
    runs: signs.map(({ heard, told, isLost }) => () => {
      const now = Date.UTC(2026, 2, 1, 12);
      const call = (api: string, request: unknown) => {
        if (api.endsWith(":startQuery")) return { QueryId: "1" };
        if (api.endsWith(":getQueryResults")) {
          const Results = heard.map(([place, last]) => [
            { Field: "place", Value: place },
            { Field: "last", Value: last },
          ]);
          return { Status: "Complete", Results };
        }
        if (api !== "dynamodb:getItem") return {};
        const { sk } = (request as { readonly Key: { readonly sk: { readonly S: string } } }).Key;
        if (sk.S === "run") return { Item: { started: { N: "1" }, ran: { N: String(now - 1) } } };
        if (sk.S === "arrived") return { Item: { at: { N: String(isLost ? 1 : now) } } };
        return {
          Item: {
            told: { S: JSON.stringify({ missing: Object.fromEntries(told as [string, string][]), unknown: {} }) },
          },
        };
      };
      return runDefinition(definitions["roll-call"], {}, { call, now: () => now });
    }),
  },
];
