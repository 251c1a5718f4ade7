import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

import { EventBridgeClient, PutEventsCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";

import { type AwsCalls, type Place, RefusedCall } from "../../aws/calls";
import { LiveCalls } from "../../aws/live-calls";
import type { AnswerOf, InputOf, Operation } from "../../aws/operations";
import { wantedStacks } from "../../doctor/wanted-stacks";
import { drill } from "../../drill/drill";
import type { Drilled } from "../../drill/drilled";
import { journalOf } from "../../drill/journal";
import { planOf, sessionOf } from "../../drill/plan";
import { whereLost } from "../../drill/where-lost";
import type { Organization } from "../../organization/organization";
import { AccountClients } from "./account-clients";
import type { Find } from "./faults/fault";
import { ForgottenAnswers } from "./forgotten-answers";
import { byHand, check } from "./report";

const RUN = "20261121080000-0a1b2c3d";
const WAIT_MS = 20_000;

interface World {
  readonly management: AccountClients;
  readonly organization: Organization;
  readonly find: Find;
  readonly workspace: string;
}

/** A drill in every account and region, over the buses of the emulator; then with one account that does not send. */
export async function drillComesThrough(world: World): Promise<void> {
  console.log("\n== drill: a read in every account and region");
  byHand("the event that CloudTrail makes of each read, put on the bus of its account");
  await withoutStarts(world.find);
  const whole = await drilled(world);
  const reads = world.organization.members.length + 3;
  const regions = world.organization.governedRegions.length;
  check(`${reads * regions} reads came`, whole.came.length === reads * regions, whole.missing.slice(0, 3));
  const others = [...whole.missing, ...whole.notMade, ...whole.existing, ...whole.notTried];
  check("none is missing, denied or left out", others.length === 0, others.slice(0, 3));

  const stack = "member-team-1-prod";
  const { resource, clients, again } = world.find(stack, "aws_cloudwatch_event_target", "Watch_eu-west-1");
  const target = { Rule: resource.text("rule"), Ids: [resource.text("target_id")] };
  await clients.of(EventBridgeClient, resource.region).send(new RemoveTargetsCommand(target));
  const { missing, came } = await drilled(world);
  check(
    "where one does not send, its read alone is missing",
    missing.length === 1 && missing[0]!.stack === stack,
    missing,
  );
  check("the others came", came.length === reads * regions - 1, came.length);
  const lost = await whereLost({
    organization: world.organization,
    missing,
    stacksOf: (names) => [...wantedStacks(world.organization, names, path.join(world.workspace, "lost"))],
    calls: new ForgottenAnswers(asking(world, "SecretwatchRead"), world.organization),
    now: Date.now(),
  });
  const findings = lost.flatMap((each) => each.findings.filter((finding) => finding.stack === stack));
  const isSaid = findings.length === 1 && findings[0]!.address === resource.address;
  check("it is said where it got lost: the target is gone", isSaid, lost);
  await again();
}

/** Targets of the security account that start a state machine: the emulator can't, and what puts the event fails as a whole. */
const STARTS = [
  ...["secret-decoy-read", "unexpected-secret-read", "unexpected-secret-read-refused"].map(
    (id) => `Rules_message-${id}_`,
  ),
  // Of rules without a pattern: the emulator takes every event for one of theirs.
  ...["AlarmMails_DigestSchedule_", "DigestSchedule_", "RollCall_Schedule_"],
];

async function withoutStarts(find: Find): Promise<void> {
  byHand("targets that start state machines are taken away: the composer is for the other scenarios");
  for (const prefix of STARTS) {
    const { resource, clients } = find("security", "aws_cloudwatch_event_target", prefix);
    const names = { Rule: resource.text("rule"), Ids: [resource.text("target_id")] };
    const EventBusName = resource.optional("event_bus_name");
    await clients.of(EventBridgeClient, resource.region).send(new RemoveTargetsCommand({ ...names, EventBusName }));
  }
}

async function drilled(world: World): Promise<Drilled> {
  const { organization } = world;
  const plan = await planOf(organization, { run: RUN, notify: false, decoys: false }, () => true);
  const session = sessionOf(organization, plan);
  const since = Date.now();
  return drill({
    ...plan,
    reads: new RecordedReads(asking(world, organization.names.health.drillRoleName), world, session),
    journals: {
      calls: new Journal(asking(world, "SecretwatchRead"), since),
      place: { account: organization.security.id, region: organization.homeRegion },
      of: (target) => journalOf(organization, target),
    },
    marks: { session, roleName: organization.names.health.drillRoleName, errorCode: "ResourceNotFoundException" },
    waitMs: WAIT_MS,
    parallel: 10,
    clock: {
      now: Date.now,
      sleep: async (milliseconds) => {
        await setTimeout(Math.min(milliseconds, 500));
      },
    },
  });
}

function asking({ management, organization }: World, role: string): LiveCalls {
  Object.assign(process.env, management.environment);
  const managementAccountId = organization.management.id;
  return new LiveCalls({
    region: organization.homeRegion,
    role,
    sessionName: "secretwatch-emulated",
    managementAccountId,
  });
}

/** CloudTrail's part: of each call that AWS refused a record on the bus of the account. */
class RecordedReads implements AwsCalls {
  private readonly accounts = new Map<string, Promise<AccountClients>>();

  constructor(
    private readonly emulator: AwsCalls,
    private readonly world: World,
    private readonly session: string,
  ) {}

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    try {
      return await this.emulator.call(operation, input, place);
    } catch (error) {
      if (error instanceof RefusedCall && operation === "secretsmanager:GetSecretValue") {
        await this.record(place, (input as { readonly SecretId: string }).SecretId, error.refusal.code);
      }
      throw error;
    }
  }

  private async record({ account, region }: Place, secretId: string, errorCode: string): Promise<void> {
    const { management, organization } = this.world;
    const roleName = organization.names.health.drillRoleName;
    const arn = `arn:aws:iam::${account}:role/${roleName}`;
    const clients = this.accounts.get(account) ?? AccountClients.ofRole(management.url, arn);
    this.accounts.set(account, clients);
    const detail = {
      eventVersion: "1.09",
      eventID: randomUUID(),
      eventTime: new Date().toISOString().replace(/\.\d+/, ""),
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      awsRegion: region,
      recipientAccountId: account,
      errorCode,
      requestParameters: { secretId },
      userIdentity: {
        type: "AssumedRole",
        arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${this.session}`,
        accountId: account,
        sessionContext: { sessionIssuer: { type: "Role", arn, accountId: account, userName: roleName } },
      },
    };
    const entry = { Source: "aws.secretsmanager", DetailType: "AWS API Call via CloudTrail" };
    const events = (await clients).of(EventBridgeClient, region);
    const { FailedEntryCount } = await events.send(
      new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }),
    );
    if (FailedEntryCount !== 0) throw new Error(`The bus of ${account} refused the read.`);
  }
}

/** The emulator knows no patterns of JSON, and writes events down without their account and region. */
class Journal implements AwsCalls {
  constructor(
    private readonly emulator: AwsCalls,
    /** Events before are of another drill. */
    private readonly since: number,
  ) {}

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const whole = { ...(input as object), filterPattern: undefined, startTime: this.since } as InputOf<Name>;
    const answer = await this.emulator.call(operation, whole, place);
    for (const event of (answer as AnswerOf<"logs:FilterLogEvents">).events ?? []) {
      const message = JSON.parse(event.message!) as { readonly detail: Record<string, unknown> };
      const { recipientAccountId: account, awsRegion: region } = message.detail;
      event.message = JSON.stringify({ ...message, account, region });
    }
    return answer;
  }
}
