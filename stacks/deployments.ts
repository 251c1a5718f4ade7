import type { Construct } from "constructs";

import { accountNamePattern, type MemberAccount, type Organization } from "../organization/organization";
import { centralWaves } from "../organization/waves";
import type { AccountStack } from "./account-stack";
import { LogArchiveStack } from "./log-archive-stack";
import { ManagementStack } from "./management-stack";
import { MemberStack } from "./member-stack";
import { PipelineStack } from "./pipeline-stack";
import { SecurityStack } from "./security-stack";

/** Stacks of central accounts, and the pipeline's, which none of members is called like. */
const centralStacks = ["security", "log-archive", "management", "pipeline"] as const;

const MEMBER = "member-";

type CentralStack = (typeof centralStacks)[number];
type MemberStackName = `${typeof MEMBER}${string}`;

/** Whether an organization can have a stack of that name. */
export function isStackName(name: string): boolean {
  if ((centralStacks as readonly string[]).includes(name)) return true;
  return name.startsWith(MEMBER) && accountNamePattern.test(name.slice(MEMBER.length));
}

/** A stack as it is rolled out. */
export interface Deployment {
  /** Its name. */
  readonly stack: CentralStack | MemberStackName;
  readonly account: { readonly id: string; readonly name: string };
  /** Of the rollout; those of the central stacks start with a digit, which no configured wave does. */
  readonly wave: string;
  /** Stacks that have to be there before. */
  readonly dependsOn: readonly string[];
  /** @default - the stack of a central account */
  readonly member?: MemberAccount;
  /** Makes the stack. */
  readonly addTo: (app: Construct) => AccountStack;
}

/** What a person applies, never a pipeline: the pipeline's own roles. */
export const BY_HAND = "9-by-hand";

/** Name of a member's stack. */
export function memberStackName({ name }: Pick<MemberAccount, "name">): MemberStackName {
  return `${MEMBER}${name}`;
}

/** All stacks of an organization, in the order in which they are deployed: the one list of them. */
export function deploymentsOf(organization: Organization): readonly Deployment[] {
  return [...centralDeployments(organization), ...memberDeployments(organization), ...byHandDeployments(organization)];
}

/** Stacks by wave, in the order in which they are listed: one wave is over before the next begins. */
export function inWaves<Stack extends Pick<Deployment, "wave">>(
  stacks: readonly Stack[],
): readonly { readonly name: string; readonly stacks: readonly Stack[] }[] {
  const names = [...new Set(stacks.map(({ wave }) => wave))];
  return names.map((name) => ({ name, stacks: stacks.filter(({ wave }) => wave === name) }));
}

function centralDeployments(organization: Organization): readonly Deployment[] {
  const { security, logArchive, management } = organization;
  const first: Deployment = {
    stack: "security",
    account: plain(security),
    wave: centralWaves.security,
    dependsOn: [],
    addTo: (app) => new SecurityStack(app, "security", organization),
  };
  const archive: readonly Deployment[] =
    logArchive === undefined
      ? []
      : [
          {
            stack: "log-archive",
            account: plain(logArchive),
            wave: centralWaves.logArchive,
            // It sends to the bus of the security account.
            dependsOn: [first.stack],
            addTo: (app) => new LogArchiveStack(app, "log-archive", organization, logArchive),
          },
        ];
  const last: Deployment = {
    stack: "management",
    account: plain(management),
    wave: centralWaves.management,
    dependsOn: [first, ...archive].map(({ stack }) => stack),
    addTo: (app) => new ManagementStack(app, "management", organization),
  };
  return [first, ...archive, last];
}

function memberDeployments(organization: Organization): readonly Deployment[] {
  const { members, waves } = organization;
  const inOrder = waves.flatMap((wave) => members.filter((member) => member.wave === wave));
  return inOrder.map((member) => {
    const stack = memberStackName(member);
    return {
      stack,
      account: plain(member),
      wave: member.wave,
      dependsOn: ["management"],
      member,
      addTo: (app) => new MemberStack(app, stack, organization, member),
    };
  });
}

function byHandDeployments(organization: Organization): readonly Deployment[] {
  const { pipeline, security } = organization;
  if (pipeline === undefined) return [];
  return [
    {
      stack: "pipeline",
      account: plain(security),
      wave: BY_HAND,
      dependsOn: [],
      addTo: (app) => new PipelineStack(app, "pipeline", organization, pipeline),
    },
  ];
}

function plain({ id, name }: Deployment["account"]): Deployment["account"] {
  return { id, name };
}
