import fc from "fast-check";

import { type AwsCalls, type Place, type RefusalKind, RefusedCall } from "../../aws/calls";
import { SavedAnswers } from "../../aws/saved-answers";
import type { Operation } from "../../aws/operations";
import { Inquiry } from "../../doctor/inquiry";
import { findingsOfRefusals } from "../../doctor/refusals";
import { lookAtSigns, sendersOf } from "../../doctor/signs";
import type { Organization } from "../../organization/organization";
import { HealthyAws, NOW } from "../support/healthy-aws";
import { heardOf, type Remembered, rememberedByRollCall } from "../support/healthy-signs";
import { exampleOrganization } from "../support/synthesized";

const organization = exampleOrganization();
const { stacks } = new HealthyAws(organization);
const MINUTE = 60_000;
/** Two and a half periods of an hour. */
const MISSING_AFTER = 150 * MINUTE;
const place = { account: "222222222222", region: "eu-west-1" };
const logGroupName = "/aws/events/secretwatch-heartbeats";

/** Each account and region of the example. */
const places = stacks.flatMap(({ resources }) =>
  resources
    .filter(({ attributes }) => attributes.name === "secretwatch-sign-of-life")
    .map(({ account, region }) => ({ account, region })),
);

interface Heard extends Remembered {
  /** @default - everybody */
  readonly heard?: readonly Place[];
}

/** Ten minutes ago it ran, and has for a day. */
const healthy: Remembered = { ran: NOW - 10 * MINUTE, started: NOW - 1440 * MINUTE, at: NOW - 9 * MINUTE };

/** What the log group and the table have. */
function answering(world: Heard): SavedAnswers {
  const { heard = places } = world;
  const parts = [heardOf({ organization }, heard), rememberedByRollCall({ organization }, { ...healthy, ...world })];
  const answers = Object.fromEntries(parts.map(({ path, answer }) => [path, answer]));
  return new SavedAnswers((path) => answers[path]);
}

async function look(calls: AwsCalls, given: { organization?: Organization; stacks?: typeof stacks } = {}) {
  const inquiry = new Inquiry(calls);
  const { organization: of = organization, stacks: looked = stacks } = given;
  const senders = looked.flatMap((stack) => sendersOf(stack, of));
  const withSecurity = looked.some(({ name }) => name === "security");
  const findings = await lookAtSigns({ organization: of, senders, withSecurity, inquiry, now: NOW });
  return [...findingsOfRefusals(inquiry.refused), ...findings];
}

/** The same AWS, where one call is refused. */
function refusing(calls: AwsCalls, refused: Operation, kind: RefusalKind): AwsCalls {
  return {
    call: (operation, input, at) =>
      operation === refused
        ? Promise.reject(new RefusedCall({ kind, code: "No", message: "No.", operation, place: at }))
        : calls.call(operation, input, at),
  };
}

describe("signs of life", () => {
  test("everybody who is heard of is no finding, and neither is a canary that came", async () => {
    expect(await look(answering({}))).toEqual([]);
  });

  test("whoever is not heard of is a finding, and nobody else, whoever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(places, { minLength: 1 }), async (heard) => {
        const findings = await look(answering({ heard }));

        const silent = findings.map((finding) => finding.place);
        expect(silent).toEqual(places.filter((each) => !heard.includes(each)));
        expect(findings.every(({ kind }) => kind === "account-silent")).toBe(true);
      }),
    );
  });

  test("nobody at all is one finding, of the central bus", async () => {
    const findings = await look(answering({ heard: [] }));

    expect(findings).toMatchObject([{ kind: "nobody-heard", place }]);
  });

  test("somebody else who is heard of says that the bus works, for the stacks that are looked at", async () => {
    const member = stacks.filter(({ name }) => name.startsWith("member-")).slice(0, 1);
    const heard = [{ account: "999999999999", region: "eu-west-1" }];

    const findings = await look(answering({ heard }), { stacks: member });

    expect(new Set(findings.map(({ kind, stack }) => `${kind} ${stack}`))).toEqual(
      new Set([`account-silent ${member[0]!.name}`]),
    );
  });

  test("asks for two and a half periods, and no complaints", async () => {
    const asked: unknown[] = [];
    const calls = answering({});
    const hearing: AwsCalls = {
      call: (operation, input, at) => {
        asked.push(input);
        return calls.call(operation, input, at);
      },
    };

    await look(hearing);

    expect(asked).toContainEqual({
      logGroupName,
      startTime: NOW - MISSING_AFTER,
      endTime: NOW,
      filterPattern: '{ $.source = "aws.events" }',
    });
  });

  test("asks nothing where there are none", async () => {
    const without = { ...organization, alerts: { ...organization.alerts, heartbeat: false } };

    expect(await look(new SavedAnswers(() => undefined), { organization: without })).toEqual([]);
  });

  test.each(["logs:FilterLogEvents", "dynamodb:BatchGetItem"] as const)(
    "says so where %s is denied, and nothing that may be wrong",
    async (operation) => {
      const findings = await look(refusing(answering({ heard: [], at: 0, ran: 0 }), operation, "denied"));

      expect(findings.filter(({ kind }) => kind === "look-denied")).toHaveLength(1);
      expect(findings).toHaveLength(2);
    },
  );

  test("a log group that is gone is found with its stack, or else here", async () => {
    const calls = refusing(answering({}), "logs:FilterLogEvents", "missing");
    const members = stacks.filter(({ name }) => name !== "security");

    expect(await look(calls)).toEqual([]);
    expect(await look(calls, { stacks: members })).toMatchObject([{ kind: "nobody-heard" }]);
  });
});

describe("the canary", () => {
  test.each<[string, Heard, readonly string[]]>([
    ["came late", { at: NOW - MISSING_AFTER }, []],
    ["came too long ago", { at: NOW - MISSING_AFTER - 1 }, ["canary-lost"]],
    ["never came", { at: undefined }, ["canary-lost"]],
    ["can't be there yet", { at: undefined, started: NOW - MISSING_AFTER }, []],
    ["is not sent by a roll call that stopped", { ran: NOW - MISSING_AFTER - 1 }, ["roll-call-stopped"]],
    ["is not sent by a roll call that never ran", { ran: undefined, at: undefined }, ["roll-call-stopped"]],
    ["is sent by a roll call that is late", { ran: NOW - MISSING_AFTER }, []],
  ])("%s", async (_name, world, kinds) => {
    expect((await look(answering(world))).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("is not looked for where the security account is quiet, or not looked at", async () => {
    const quiet = { ...organization, security: { ...organization.security, mode: "quiet" as const } };
    const lost = answering({ at: undefined, ran: undefined });

    expect(await look(lost, { organization: quiet })).toEqual([]);
    expect(await look(lost, { stacks: stacks.filter(({ name }) => name !== "security") })).toEqual([]);
  });

  test("says when it came last", async () => {
    const [finding] = await look(answering({ at: NOW - 2 * MISSING_AFTER }));

    expect(finding?.what).toBe(
      "The canary came through last at 2026-09-01 07:00 UTC; the roll call sends one every 60 minutes.",
    );
  });
});
