import { arn } from "../../organization/names/arn";
import { type Block, blocks } from "./blocks";
import { propertiesOf } from "./cloud-control";
import type { LookAt } from "./live-type";
import { unlike } from "./unlike";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-observabilityadmin-organizationcentralizationrule.html */
export const CENTRALIZATION_RULE = "AWS::ObservabilityAdmin::OrganizationCentralizationRule";

/** What copies the events of an existing trail. The type has no member that says whether the rule is healthy. */
export const centralization: LookAt = async ({ attributes }, { calls, place, organization: { partition } }) => {
  const name = String(attributes.rule_name);
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchobservabilityadminservice.html
  const Identifier = arn(
    { service: "observabilityadmin", partition, ...place },
    `organization-centralization-rule/${name}`,
  );
  const [rule] = blocks(attributes.rule);
  const [source, destination] = [within(rule, "source"), within(rule, "destination")];
  const logs = within(source, "source_logs_configuration");
  const { Rule } = await propertiesOf({ TypeName: CENTRALIZATION_RULE, Identifier }, calls, place);
  const [from, to] = [within(Rule as Block, "Source"), within(Rule as Block, "Destination")];
  const foundLogs = within(from, "SourceLogsConfiguration");
  return unlike("trail-copied-otherwise", `The centralization rule ${name}`, [
    ["whose events it copies", source.scope, from.Scope],
    ["from which regions", source.regions, from.Regions],
    ["from which log groups", logs.log_group_selection_criteria, foundLogs.LogGroupSelectionCriteria],
    ["what it does with encrypted ones", logs.encrypted_log_group_strategy, foundLogs.EncryptedLogGroupStrategy],
    ["the account that it copies to", destination.account, to.Account],
    ["the region that it copies to", destination.region, to.Region],
    ["the log group that it copies to", ...names(destination, to)],
  ]);
};

/** Types of some regions have no member for the name, and give none. */
function names(destination: Block, found: Block): [unknown, unknown] {
  const wanted = within(within(destination, "destination_logs_configuration"), "log_group_name_configuration");
  const given = within(within(found, "DestinationLogsConfiguration"), "LogGroupNameConfiguration");
  const { log_group_name_pattern: pattern } = wanted;
  return [pattern, given.LogGroupNamePattern ?? pattern];
}

function within(block: Block | undefined, name: string): Block {
  return blocks(block?.[name])[0] ?? {};
}
