import type { WantedResource, WantedStack } from "../doctor/wanted";
import type { Organization } from "../organization/organization";
import { journalOf } from "./journal";
import type { Target } from "./target";

/** What a drill's read passes until it is in the journal, of one stack. */
export interface WayThrough {
  readonly stack: string;
  /** Addresses, in the order in which the read passes them. */
  readonly addresses: readonly string[];
}

/**
 * The way of a read, as stacks say it themselves: CloudTrail, which puts it on the account's bus; the targets there that lead to the
 * central bus, their rules and their role; that bus with its policy; and the target that leads from it to the journal, its rule, and
 * who lets it write there.
 *
 * @param stacks that of the account, and the central ones
 */
export function wayOf(
  organization: Organization,
  stacks: readonly WantedStack[],
  target: Target,
): readonly WayThrough[] {
  const trail = stacks.map((stack) => inStack(stack, ({ type }) => type === "aws_cloudtrail"));
  const account = stacks
    .filter(({ name }) => name === target.stack)
    .map((stack) => inAccount(stack, organization, target));
  const security = stacks
    .filter(({ name }) => name === "security")
    .map((stack) => centrally(stack, organization, target));
  return [...trail, ...account, ...security].filter(({ addresses }) => addresses.length > 0);
}

function inAccount(stack: WantedStack, { names }: Organization, { place, mode }: Target): WayThrough {
  const busArn = mode === "quiet" ? names.reads.quietBusArn : names.reads.busArn;
  const here = ({ region }: WantedResource) => region === place.region;
  const leads = stack.resources.filter(
    (each) => each.type === "aws_cloudwatch_event_target" && here(each) && each.attributes.arn === busArn,
  );
  const rules = leads.map(({ attributes }) => attributes.rule);
  const isRole = ({ type, attributes: { name } }: WantedResource) =>
    type === "aws_iam_role" && name === names.reads.forwardingRoleName;
  const roles = stack.resources.filter(isRole).map(({ address }) => address);
  return inStack(
    stack,
    (each) =>
      each.type === "aws_cloudwatch_event_rule" &&
      here(each) &&
      isDefault(each) &&
      rules.includes(each.attributes.name),
    (each) => leads.includes(each),
    isRole,
    ({ type, refersTo }) => type === "aws_iam_role_policy" && roles.some((role) => refersTo.includes(role)),
  );
}

function centrally(stack: WantedStack, organization: Organization, target: Target): WayThrough {
  const { names } = organization;
  const busName = target.mode === "quiet" ? names.reads.quietBusName : names.reads.busName;
  const journal = journalOf(organization, target);
  const onBus = ({ attributes }: WantedResource) => attributes.event_bus_name === busName;
  const leads = stack.resources.filter(
    (each) =>
      each.type === "aws_cloudwatch_event_target" &&
      onBus(each) &&
      String(each.attributes.arn).endsWith(`:log-group:${journal}`),
  );
  const rules = leads.map(({ attributes }) => attributes.rule);
  return inStack(
    stack,
    ({ type, attributes }) => type === "aws_cloudwatch_event_bus" && attributes.name === busName,
    (each) => each.type === "aws_cloudwatch_event_bus_policy" && onBus(each),
    (each) => each.type === "aws_cloudwatch_event_rule" && onBus(each) && rules.includes(each.attributes.name),
    (each) => leads.includes(each),
    ({ type }) => type === "aws_cloudwatch_log_resource_policy",
    ({ type, attributes }) => type === "aws_cloudwatch_log_group" && attributes.name === journal,
  );
}

function isDefault({ attributes }: WantedResource): boolean {
  return attributes.event_bus_name === undefined || attributes.event_bus_name === "default";
}

function inStack(
  { name, resources }: WantedStack,
  ...steps: readonly ((each: WantedResource) => boolean)[]
): WayThrough {
  return { stack: name, addresses: steps.flatMap((step) => resources.filter(step).map(({ address }) => address)) };
}
