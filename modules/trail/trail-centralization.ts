import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { ObservabilityadminCentralizationRuleForOrganization } from "@cdktf/provider-aws/lib/observabilityadmin-centralization-rule-for-organization";
import { Construct } from "constructs";

import { lookUpOrganization } from "./organization-look-up";

export interface TrailCentralizationProps {
  readonly ruleName: string;
  /** Organization that the credentials have to be of. */
  readonly organizationId: string;
  /** Account, region and log group that a trail delivers to. */
  readonly sourceAccountId: string;
  readonly sourceRegion: string;
  readonly sourceLogGroupName: string;
  /** Account, region and log group that the events are copied to. The group is there already. */
  readonly destinationAccountId: string;
  readonly destinationRegion: string;
  readonly destinationLogGroupName: string;
  /** Refuse plans that destroy the rule. */
  readonly preventDestroy: boolean;
}

/** The first version of the provider of which we know that it names the destination's log group. */
export const CENTRALIZATION_PROVIDER_VERSIONS = ">= 6.41.0, < 7.0.0";

/**
 * How long the provider waits for the rule to be healthy; five minutes otherwise. What does not get healthy in time is
 * made nevertheless, and in no state.
 */
const PATIENCE = "30m";

const SERVICE_PRINCIPAL = "observabilityadmin.amazonaws.com";

/**
 * Copies the events of one log group to a log group of another account, with the credentials of the management account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html
 */
export class TrailCentralization extends Construct {
  constructor(scope: Construct, id: string, props: TrailCentralizationProps) {
    super(scope, id);

    const organization = lookUpOrganization(this, {
      organizationId: props.organizationId,
      service: "CloudWatch",
      servicePrincipal: SERVICE_PRINCIPAL,
    });
    const serviceRoles = new DataAwsIamRoles(this, "ServiceRoles", {
      pathPrefix: `/aws-service-role/${SERVICE_PRINCIPAL}/`,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.names) > 0}",
            errorMessage: `The service-linked role of CloudWatch is missing. Run in the management account: aws iam create-service-linked-role --aws-service-name ${SERVICE_PRINCIPAL}`,
          },
        ],
      },
    });
    const rule = new ObservabilityadminCentralizationRuleForOrganization(this, "Resource", {
      ruleName: props.ruleName,
      rule: [
        {
          source: [
            {
              scope: `AccountId = '${props.sourceAccountId}'`,
              regions: [props.sourceRegion],
              sourceLogsConfiguration: [
                {
                  logGroupSelectionCriteria: `LogGroupName = '${props.sourceLogGroupName}'`,
                  // SKIP would leave out a group under a customer managed key without a word.
                  encryptedLogGroupStrategy: "ALLOW",
                },
              ],
            },
          ],
          destination: [
            {
              account: props.destinationAccountId,
              region: props.destinationRegion,
              // Of log groups that the rule would make itself; ours keeps its key.
              destinationLogsConfiguration: [{ logsEncryptionConfiguration: [{ encryptionStrategy: "AWS_OWNED" }] }],
            },
          ],
        },
      ],
      timeouts: { create: PATIENCE, update: PATIENCE },
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: [organization, serviceRoles],
    });
    // The bindings are older than the block. Without it the copy would have the name of the source, and Control Tower
    // denies the retention of groups named like its own.
    rule.addOverride("rule.0.destination.0.destination_logs_configuration.0.log_group_name_configuration", [
      { log_group_name_pattern: props.destinationLogGroupName },
    ]);
  }
}
