import { jsonAgrees } from "../unknown";
import type { LookAt } from "./live-type";
import { arnOf } from "./arn-of";
import { unlike } from "./unlike";

/**
 * What words messages and calls the roll. Whether its executions end well is not asked: those of express ones are in metrics alone, which
 * alarms of the watch look at.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export const stateMachine: LookAt = async (resource, looking) => {
  const { name, definition, type, role_arn: role } = resource.attributes;
  const stateMachineArn = arnOf("states", resource, looking, "stateMachine:");
  const found = await looking.calls.call("states:DescribeStateMachine", { stateMachineArn }, looking.place);
  const whose = `The state machine ${String(name)}`;
  if (found.status === "DELETING") return [{ kind: "state-machine-going", what: `${whose} is being deleted.` }];
  const isAsWanted = jsonAgrees(String(definition), found.definition ?? "");
  return [
    ...(isAsWanted
      ? []
      : [
          {
            kind: "state-machine-changed",
            what: `${whose}: its definition is not the one of the configuration.`,
          } as const,
        ]),
    ...unlike("state-machine-changed", whose, [
      ["its type", type, found.type],
      ["its role", role, found.roleArn],
    ]),
    ...unlike("state-machine-shows", whose, [
      ["what it logs", "OFF", found.loggingConfiguration?.level ?? "OFF"],
      ["whether it is traced", false, found.tracingConfiguration?.enabled ?? false],
      ["its key", undefined, found.encryptionConfiguration?.kmsKeyId],
    ]),
  ];
};
