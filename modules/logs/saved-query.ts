import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";

import type { EventLogGroup } from "./event-log-group";
import { literal } from "../literal";
import type { TrailEvents } from "./trail-log-group";

export interface SavedQueryProps {
  /** Name in the list of saved queries; a slash makes a folder. */
  readonly queryName: string;
  /** Logs Insights query. */
  readonly query: string;
  readonly logGroup: TrailEvents | EventLogGroup;
}

/**
 * A query that people on call find in the console under Logs Insights, Saved queries.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export class SavedQuery extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);

    new CloudwatchQueryDefinition(this, "Resource", {
      name: props.queryName,
      queryString: literal(props.query),
      logGroupNames: [props.logGroup.logGroupName],
    });
  }
}
