import type { Problem } from "../files/problem";
import { isPartitionName } from "../../organization/regions";
import { kindsWithArns } from "../schema/value-kinds";
import { textsOf, type ConfigView } from "./config-view";

/** Every ARN is of the partition that the organization is in; so is one in a condition, which would match nothing else. */
export function checkPartition(view: ConfigView): Problem[] {
  const partition = view.settings.partition ?? "aws";
  if (!isPartitionName(partition)) return [];
  return textsOf(view, ...kindsWithArns).flatMap(({ document, path, value }) => {
    const found = /^arn:([a-z][a-z-]*):/.exec(value)?.[1];
    if (found === undefined || found === partition) return [];
    return [
      document.problem(
        path,
        `the ARN is of partition ${found}; the organization is in ${partition}.`,
        "Correct the ARN, or partition.",
      ),
    ];
  });
}
