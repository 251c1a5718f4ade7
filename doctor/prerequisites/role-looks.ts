import type { Place } from "../../aws/calls";
import { actionsOfTypes } from "../../resources/needed-actions";
import { BY_HAND } from "../../stacks/deployments";
import { andMore } from "../../text/and-more";
import { inParallel } from "../in-parallel";
import type { Finding } from "../finding";
import type { Inquiry } from "../inquiry";
import { neverAllowed, type PolicyDocument } from "./allowed-actions";
import type { Prerequisite } from "./prerequisite";

/** Accounts that are asked at a time. */
const AT_ONCE = 8;

/** Actions that a message names. */
const MOST_NAMED = 8;

const TEMPLATE = "Deploy the template of the deploy role there again: docs/deploying.md#2-the-deploy-role";

/**
 * The roles that Terraform assumes in each account, and what they lack. Their policies are read and not simulated: theirs are confined to
 * names and tags, for which iam:SimulatePrincipalPolicy has to be given a resource and a context for each action, and would call denied
 * what it was given wrongly. What no statement allows on anything is lacking for certain.
 */
export const deployRoles: Prerequisite = async ({ organization, stacks, inquiry }) => {
  // What a person applies, the deploy role need not be able to.
  const theirs = stacks.filter(({ wave }) => wave !== BY_HAND);
  const resources = typesByAccount(theirs.flatMap((stack) => stack.resources));
  const dataSources = typesByAccount(theirs.flatMap((stack) => stack.dataSources));
  const accounts = [...new Set([...resources.keys(), ...dataSources.keys()])];
  const { deployRoleName, planRoleName } = organization.names.access;
  const findings = await inParallel(AT_ONCE, accounts, async (account) => {
    const place = { account, region: organization.homeRegion };
    const { plan, apply } = actionsOfTypes(resources.get(account) ?? [], dataSources.get(account) ?? []);
    return [
      ...(await roleLacks(deployRoleName, [...new Set([...plan, ...apply])], place, inquiry)),
      ...(planRoleName === undefined ? [] : await roleLacks(planRoleName, plan, place, inquiry)),
    ];
  });
  return findings.flat();
};

function typesByAccount(
  each: readonly { readonly account: string; readonly type: string }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  for (const { account, type } of each) types.set(account, (types.get(account) ?? new Set()).add(type));
  return types;
}

async function roleLacks(
  RoleName: string,
  needed: readonly string[],
  place: Place,
  inquiry: Inquiry,
): Promise<readonly Finding[]> {
  const role = await inquiry.ask("iam:GetRole", { RoleName }, place);
  if (role === "missing") {
    return [{ kind: "deploy-role-missing", what: `There is no role ${RoleName}.`, place, mend: TEMPLATE }];
  }
  const policies = await policiesOf(RoleName, place, inquiry);
  if (policies === undefined) return [];
  const lacking = neverAllowed(needed, policies);
  if (lacking.length === 0) return [];
  const what = `The role ${RoleName} is allowed on nothing to do ${andMore(lacking, MOST_NAMED, "action")}.`;
  return [{ kind: "deploy-role-lacks", what, place, mend: TEMPLATE }];
}

/** Its managed and inline policies; nothing if one of them could not be read. */
async function policiesOf(
  RoleName: string,
  place: Place,
  inquiry: Inquiry,
): Promise<readonly PolicyDocument[] | undefined> {
  const [attached, inline] = await Promise.all([
    inquiry.answerOf("iam:ListAttachedRolePolicies", { RoleName }, place),
    inquiry.answerOf("iam:ListRolePolicies", { RoleName }, place),
  ]);
  if (attached === undefined || inline === undefined) return undefined;
  const documents = await Promise.all([
    ...(attached.AttachedPolicies ?? []).map(({ PolicyArn = "" }) => managedPolicy(PolicyArn, place, inquiry)),
    ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
      const answer = await inquiry.answerOf("iam:GetRolePolicy", { RoleName, PolicyName }, place);
      return documentOf(answer?.PolicyDocument);
    }),
  ]);
  return documents.every((each) => each !== undefined) ? documents : undefined;
}

async function managedPolicy(PolicyArn: string, place: Place, inquiry: Inquiry): Promise<PolicyDocument | undefined> {
  const policy = await inquiry.answerOf("iam:GetPolicy", { PolicyArn }, place);
  const VersionId = policy?.Policy?.DefaultVersionId;
  if (VersionId === undefined) return undefined;
  const version = await inquiry.answerOf("iam:GetPolicyVersion", { PolicyArn, VersionId }, place);
  return documentOf(version?.PolicyVersion?.Document);
}

/** IAM answers with a text that is encoded as in a URL; the CLI prints the JSON in it. */
function documentOf(document: unknown): PolicyDocument | undefined {
  if (typeof document !== "string") return document as PolicyDocument | undefined;
  return JSON.parse(decodeURIComponent(document)) as PolicyDocument;
}

/** What no role of ours goes beyond; none can be made without it. */
export const roleBoundaries: Prerequisite = async ({ organization, stacks, inquiry }) => {
  const roles = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === "aws_iam_role"));
  const arns = new Map<string, Place>();
  for (const { account, attributes } of roles) {
    const arn = attributes.permissions_boundary;
    if (typeof arn === "string") arns.set(arn, { account, region: organization.homeRegion });
  }
  const findings = await inParallel(AT_ONCE, [...arns], async ([PolicyArn, place]): Promise<readonly Finding[]> => {
    const policy = await inquiry.ask("iam:GetPolicy", { PolicyArn }, place);
    if (policy !== "missing") return [];
    return [{ kind: "role-boundary-missing", what: `There is no policy ${PolicyArn}.`, place, mend: TEMPLATE }];
  });
  return findings.flat();
};

/** Roles that AWS makes for itself with the first resource of a type, and works with. */
const serviceRoles: Readonly<Record<string, { readonly role: string; readonly service: string }>> = {
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles.html
  aws_cloudtrail: { role: "AWSServiceRoleForCloudTrail", service: "cloudtrail.amazonaws.com" },
  // https://docs.aws.amazon.com/chatbot/latest/adminguide/slr-permissions.html
  aws_chatbot_slack_channel_configuration: {
    role: "AWSServiceRoleForAWSChatbot",
    service: "management.chatbot.amazonaws.com",
  },
  aws_chatbot_teams_channel_configuration: {
    role: "AWSServiceRoleForAWSChatbot",
    service: "management.chatbot.amazonaws.com",
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html
  aws_observabilityadmin_centralization_rule_for_organization: {
    role: "AWSServiceRoleForObservabilityAdmin",
    service: "observabilityadmin.amazonaws.com",
  },
};

/** Of these, no deployment makes the role. */
const MADE_BY_HAND: ReadonlySet<string> = new Set(["AWSServiceRoleForObservabilityAdmin"]);

export const serviceLinkedRoles: Prerequisite = async ({ organization, stacks, inquiry, before }) => {
  const needed = new Map<string, { role: string; service: string; place: Place }>();
  for (const { type, account } of stacks.flatMap((stack) => stack.resources)) {
    const its = serviceRoles[type];
    if (its === undefined || (before && !MADE_BY_HAND.has(its.role))) continue;
    needed.set(`${account} ${its.role}`, { ...its, place: { account, region: organization.homeRegion } });
  }
  const findings = await inParallel(
    AT_ONCE,
    [...needed.values()],
    async ({ role, service, place }): Promise<readonly Finding[]> => {
      const answered = await inquiry.ask("iam:GetRole", { RoleName: role }, place);
      if (answered !== "missing") return [];
      const mend = `aws iam create-service-linked-role --aws-service-name ${service}`;
      return [{ kind: "service-role-missing", what: `There is no role ${role}.`, place, mend }];
    },
  );
  return findings.flat();
};
