import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { App } from "cdktf";
import fc from "fast-check";

import { ConfigError } from "../../config/files/problem";
import type { MemberAccount, Organization } from "../../organization/organization";
import { affectedStacks } from "../../review/affected-stacks";
import { rolloutOf } from "../../review/rollout";
import { memberInputs } from "../../review/stack-inputs";
import { stackJson, type StackJson } from "../../review/stack-json";
import { MemberStack } from "../../stacks/member-stack";
import { OrganizationApp } from "../../stacks/organization-app";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

jest.mock("../../review/stack-json", () => {
  const actual = jest.requireActual<{ stackJson: typeof stackJson }>("../../review/stack-json");
  return { ...actual, stackJson: jest.fn(actual.stackJson) };
});

type Edit = (organization: OrganizationText) => unknown;

const role = "arn:aws:iam::222222222222:role/runner";

const edits: Readonly<Record<string, Edit>> = {
  tag: (it) => (it.members[0]!.tags = { team: "shop" }),
  defaultTag: (it) => (it.defaults.tags.stage = "prod"),
  owner: (it) => (it.members[0]!.owner = "new@acorn.example"),
  secretOwner: (it) => (it.members[1]!.secrets![0]!.owner = "token@acorn.example"),
  wave: (it) => (it.members[1]!.wave = "all"),
  unit: (it) => (it.members[1]!.organizationalUnit = "workloads"),
  mode: (it) => (it.modes = { canary: "quiet" }),
  name: (it) => (it.members[1]!.name = "attic"),
  id: (it) => (it.members[1]!.id = "555555555555"),
  removal: (it) => it.members.splice(1),
  order: (it) => it.members.reverse(),
  secret: (it) => it.members[0]!.secrets!.push({ name: "prod/shop/new" }),
  secretGone: (it) => it.members[0]!.secrets!.pop(),
  description: (it) => (it.members[0]!.secrets![0]!.description = "Opens the shop"),
  reader: (it) => (it.members[0]!.secrets![0]!.expectedReaders = ["role/other"]),
  accountReader: (it) => (it.members[0]!.expectedReaders = ["role/admin"]),
  foreignReader: (it) => (it.members[0]!.expectedReaders = ["arn:aws:iam::444444444444:role/admin"]),
  defaultReader: (it) => it.defaults.expectedReaders.push("role/backup"),
  decoy: (it) => it.defaults.decoys.push({ name: "prod/other" }),
  replica: (it) => delete it.members[0]!.secrets![0]!.replicaRegions,
  recovery: (it) => (it.defaults = { ...it.defaults, recoveryWindowDays: 7 } as OrganizationText["defaults"]),
  regions: (it) => it.governedRegions.push("eu-north-1"),
  regionLeftOut: (it) => (it.members[1]!.regions = ["eu-west-1"]),
  sameRegions: (it) => (it.members[0]!.regions = ["eu-central-1", "eu-west-1"]),
  centralRegionLeftOut: (it) => (it.management = { name: "management", id: "111111111111", regions: ["eu-west-1"] }),
  home: (it) => {
    it.homeRegion = "eu-central-1";
    delete it.members[0]!.secrets![0]!.replicaRegions;
  },
  prefix: (it) => (it.namePrefix = "watch"),
  protection: (it) => (it.protection = false),
  mail: (it) => it.alerts.emails.pop(),
  route: (it) => it.alerts.routes.pop(),
  heartbeat: (it) => (it.alerts.heartbeat = false),
  heartbeatMinutes: (it) => (it.alerts.heartbeatMinutes = 120),
  silence: (it) => (it.alerts.silenceMinutes = 60),
  detection: (it) => (it.detections["secret-read-denied"] = { enabled: false }),
  guardrail: (it) => (it.guardrails = {}),
  trail: (it) => (it.trail = { name: "audit" }),
  existing: (it) => (it.trail = { existing: {} }),
  logArchive: (it) => (it.logArchive = { name: "log-archive", id: "777777777777" }),
  security: (it) => (it.security = { name: "security", id: "888888888888" }),
  management: (it) => (it.management = { name: "management", id: "999999999999" }),
  retention: (it) => (it.logGroup = { retentionDays: 90 }),
  state: (it) => (it.deployment = { state: { type: "s3", bucket: "acorn-state" } }),
  pipeline: (it) => {
    it.pipeline = { planPrincipalArns: [role], applyPrincipalArns: [role] };
    it.deployment = { state: { type: "s3", bucket: "acorn-state" } };
  },
  role: (it) => (it.deployment = { roleName: "Deploy" }),
  organization: (it) => (it.organizationId = "o-otherotherother"),
  acknowledgement: (it) => (it.acknowledgements = [{ change: "protection-off", reason: "for the move" }]),
};

function textOf(names: readonly string[]): string {
  return edited((it) => {
    for (const name of names) edits[name]!(it);
  });
}

/** Nothing where the edits contradict each other. */
function load(names: readonly string[]): Organization | undefined {
  try {
    return organizationFrom(textOf(names));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof TypeError) return undefined;
    throw error;
  }
}

const fully = new Map<Organization, ReadonlyMap<string, string>>();

/** Every stack of an organization as synth writes it. */
function synthesizedInFull(organization: Organization): ReadonlyMap<string, string> {
  const known = fully.get(organization);
  if (known !== undefined) return known;
  const outdir = temporaryDirectory();
  new OrganizationApp(organization, outdir).synth();
  const stacks = path.join(outdir, "stacks");
  const made = new Map(
    readdirSync(stacks).map((stack) => [stack, readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8")] as const),
  );
  fully.set(organization, made);
  return made;
}

function affectedInFull(before: Organization, after: Organization): readonly string[] {
  const then = synthesizedInFull(before);
  return [...synthesizedInFull(after)].filter(([stack, json]) => then.get(stack) !== json).map(([stack]) => stack);
}

function affectedByInputs(before: Organization, after: Organization): readonly string[] {
  return affectedStacks(before, after, temporaryDirectory()).affected.map(({ stack }) => stack);
}

const base = organizationFrom(small);

// That a stack is the same with and without others beside it is asked below. Here none is made twice.
describe("the stacks that differ are those that synth writes differently,", () => {
  const actual = jest.mocked(stackJson).getMockImplementation();

  beforeAll(() => {
    jest
      .mocked(stackJson)
      .mockImplementation(
        (organization, stacks) =>
          new Map(
            [...synthesizedInFull(organization)]
              .filter(([stack]) => stacks.has(stack))
              .map(([stack, json]) => [stack, JSON.parse(json) as StackJson]),
          ),
      );
  });

  afterAll(() => {
    jest.mocked(stackJson).mockImplementation(actual);
  });

  test.each(Object.keys(edits))("after the edit %s", (name) => {
    const after = load([name])!;

    expect(after).toBeDefined();
    expect(affectedByInputs(base, after).toSorted()).toEqual(affectedInFull(base, after).toSorted());
    fully.delete(after);
  });
});

test("so are those after any edits together, of stacks made without the others", () => {
  const some = fc.uniqueArray(fc.constantFrom(...Object.keys(edits)), { maxLength: 4 });
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [before, after] = [load(one), load(other)];
      fc.pre(before !== undefined && after !== undefined);
      expect(affectedByInputs(before, after).toSorted()).toEqual(affectedInFull(before, after).toSorted());
      fully.delete(before);
      fully.delete(after);
    }),
    { numRuns: 15 },
  );
});

test.each(["shop", "lab"])("the stack of %s is made of its inputs alone", (name) => {
  const stack = `member-${name}`;
  const member = base.members.find((each) => each.name === name)!;
  const inputs = memberInputs(base, member);
  const alone = only(inputs.organization) as unknown as Organization;

  const outdir = temporaryDirectory();
  const app = new App({ outdir, stackTraces: false });
  new MemberStack(app, stack, alone, only(inputs.member) as unknown as MemberAccount);
  app.synth();

  const made = readFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  expect(made).toBe(synthesizedInFull(base).get(stack));
});

/** Fails when somebody asks for what is not there. */
function only<Thing extends object>(thing: Thing): Thing {
  return new Proxy(thing, {
    get(target, key) {
      if (typeof key === "string" && !(key in target)) {
        throw new Error(`${key} is no input of a member's stack.`);
      }
      return Reflect.get(target, key) as unknown;
    },
  });
}

test("stacks come in the order in which they are deployed, wave by wave", () => {
  const all = rolloutOf(affectedStacks(undefined, load(["logArchive"])!, temporaryDirectory()));

  expect(all.waves.map(({ name, stacks }) => [name, stacks.map(({ stack, reason }) => `${stack} ${reason}`)])).toEqual([
    ["0-security", ["security new"]],
    ["1-log-archive", ["log-archive new"]],
    ["2-management", ["management new"]],
    ["canary", ["member-lab new"]],
    ["all", ["member-shop new"]],
  ]);
});

test("a stack that is there no more is listed apart", () => {
  const { waves, removed, matrix } = rolloutOf(affectedStacks(base, load(["removal"])!, temporaryDirectory()));

  expect(waves.flatMap(({ stacks }) => stacks.map(({ stack }) => stack))).not.toContain("member-lab");
  expect(removed).toEqual([{ stack: "member-lab", account: { id: "444444444444", name: "lab" }, wave: "canary" }]);
  expect(matrix.include.map(({ stack }) => stack)).toEqual(
    waves.flatMap(({ stacks }) => stacks.map(({ stack }) => stack)),
  );
});
