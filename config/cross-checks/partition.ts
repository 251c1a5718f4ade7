import type { ConfigDocument, Path } from "../config-document";
import type { Problem } from "../problem";
import { isPartitionName } from "../regions";
import { asEntry, asList, secretsOf, strings, type ConfigView } from "./config-view";

/** Every ARN is of the partition that the organization is in. */
export function checkPartition({ root, settings, accounts }: ConfigView): Problem[] {
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition)) return [];
  const check = (document: ConfigDocument, path: Path, arn: unknown): Problem[] => {
    const found = typeof arn === "string" ? /^arn:([^:]*):/.exec(arn)?.[1] : undefined;
    if (found === undefined || found === partition) return [];
    return [
      document.problem(
        path,
        `the ARN is of partition ${found}; the organization is in ${partition}.`,
        "Correct the ARN, or partition.",
      ),
    ];
  };

  const state = asEntry(asEntry(settings.deployment).state);
  const arns = (document: ConfigDocument, path: Path, list: unknown) =>
    strings(list).flatMap(({ text, index }) => check(document, [...path, index], text));
  return [
    ...check(root, ["deployment", "state", "kmsKeyArn"], state.kmsKeyArn),
    ...check(root, ["deployment", "state", "roleArn"], state.roleArn),
    ...asList(asEntry(settings.alerts).routes).flatMap((route, index) =>
      arns(root, ["alerts", "routes", index, "queues"], asEntry(route).queues),
    ),
    ...arns(root, ["defaults", "expectedReaders"], asEntry(settings.defaults).expectedReaders),
    ...accounts.flatMap(({ document, path, entry }) =>
      arns(document, [...path, "expectedReaders"], entry.expectedReaders),
    ),
    ...accounts
      .flatMap(secretsOf)
      .flatMap(({ document, path, entry }) => [
        ...check(document, [...path, "kmsKeyArn"], entry.kmsKeyArn),
        ...arns(document, [...path, "expectedReaders"], entry.expectedReaders),
      ]),
  ];
}
