import { eventBridgeSource, stores } from "../detections/stores";
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
  const isRole = ({ type, attributes: { name } }: WantedResource) =>
    type === "aws_iam_role" && name === names.reads.forwardingRoleName;
  const roles = stack.resources.filter(isRole).map(({ address }) => address);
  const isHere = (each: WantedResource) => each.region === place.region && isDefault(each);
  return inStack(
    stack,
    ...rulesTo(stack, isHere, ({ arn }) => arn === busArn),
    isRole,
    ({ type, refersTo }) => type === "aws_iam_role_policy" && roles.some((role) => refersTo.includes(role)),
  );
}

function centrally(stack: WantedStack, organization: Organization, target: Target): WayThrough {
  const { reads } = organization.names;
  const busName = target.mode === "quiet" ? reads.quietBusName : reads.busName;
  const journal = journalOf(organization, target);
  const isOnBus = ({ attributes }: WantedResource) => attributes.event_bus_name === busName;
  return inStack(
    stack,
    ({ type, attributes }) => type === "aws_cloudwatch_event_bus" && attributes.name === busName,
    (each) => each.type === "aws_cloudwatch_event_bus_policy" && isOnBus(each),
    ...rulesTo(stack, isOnBus, ({ arn }) => String(arn).endsWith(`:log-group:${journal}`)),
    ({ type }) => type === "aws_cloudwatch_log_resource_policy",
    ({ type, attributes }) => type === "aws_cloudwatch_log_group" && attributes.name === journal,
  );
}

type Step = (each: WantedResource) => boolean;

/** Rules on reads of secrets that lead somewhere, and their targets there. */
function rulesTo(
  { resources }: WantedStack,
  isOnBus: Step,
  leads: (target: WantedResource["attributes"]) => boolean,
): readonly Step[] {
  const targets = resources.filter(
    (each) => each.type === "aws_cloudwatch_event_target" && isOnBus(each) && leads(each.attributes),
  );
  const led = new Set(targets.map(({ attributes }) => attributes.rule));
  const rules = resources.filter(
    (each) =>
      each.type === "aws_cloudwatch_event_rule" &&
      isOnBus(each) &&
      led.has(each.attributes.name) &&
      String(each.attributes.event_pattern).includes(`"${eventBridgeSource(stores.secrets)}"`),
  );
  const names = rules.map(({ attributes }) => attributes.name);
  return [(each) => rules.includes(each), (each) => targets.includes(each) && names.includes(each.attributes.rule)];
}

function isDefault({ attributes }: WantedResource): boolean {
  return attributes.event_bus_name === undefined || attributes.event_bus_name === "default";
}

function inStack({ name, resources }: WantedStack, ...steps: readonly Step[]): WayThrough {
  return { stack: name, addresses: steps.flatMap((step) => resources.filter(step).map(({ address }) => address)) };
}
