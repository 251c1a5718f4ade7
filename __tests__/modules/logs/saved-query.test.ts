import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";

import { SavedQuery } from "../../../modules/logs/saved-query";
import { aJournal } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

test("a query asks its log group, as it is written", () => {
  const text = synthesizedModule(
    (scope) =>
      new SavedQuery(scope, "Reads", {
        queryName: "watch/reads",
        query: "filter name = '${secret}'",
        logGroup: aJournal(scope),
      }),
  );

  expect(addressesOf(text, "Reads")).toEqual(["aws_cloudwatch_query_definition.Reads"]);
  expect(text).toHaveResourceWithProperties(CloudwatchQueryDefinition, { name: "watch/reads" });
  expect(onlyOf(text, CloudwatchQueryDefinition)).toEqual({
    name: "watch/reads",
    query_string: "filter name = '$${secret}'",
    log_group_names: ["${aws_cloudwatch_log_group.Journal.name}"],
  });
});
