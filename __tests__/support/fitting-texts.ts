import { z } from "zod";

import { catalogue } from "../../detections/catalogue/catalogue";
import { partitions, regionsOf, type PartitionName } from "../../organization/regions";
import type { Choices } from "./specimen";

/**
 * Texts of each kind that the schema accepts, and that are of one partition and nobody's placeholder. Two that follow each
 * other differ.
 */
export function fittingTexts(partition: PartitionName): Choices["text"] {
  let count = 0;
  return (kind = "text", schema) => {
    count += 1;
    const account = String(901_234_567_000 + count);
    const fitting = candidates(kind, count, partition, account).find((each) => z.safeParse(schema, each).success);
    if (fitting === undefined) throw new Error(`No text here fits the pattern of a schema of kind ${kind}: add one.`);
    return fitting;
  };
}

/** The regions that an organization of specimens governs. */
export function governedIn(partition: PartitionName): readonly [string, string] {
  const [home, other] = partitions[partition].defaultRegions;
  return [home, other];
}

export const someUnits = ["workloads", "platform"] as const;

function candidates(kind: string, count: number, partition: PartitionName, account: string): readonly string[] {
  const either = <Item>(two: readonly [Item, Item]) => two[count % 2]!;
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${account}:${resource}`;
  const [home] = regionsOf(partition);
  switch (kind) {
    case "accountId":
      return [account];
    case "organizationId":
      return ["o-q3k8z7m2x1"];
    case "unitId":
      return [`ou-q3k8-workload${count}`];
    case "arn":
      return [
        arn("iam:", "role/app"),
        arn("iam:", "oidc-provider/x"),
        arn(`kms:${home}`, "key/0-1"),
        arn(`sqs:${home}`, "in"),
        arn(`secretsmanager:${home}`, `secret:adopted${count}-a1B2c3`),
      ];
    case "principal":
    case "condition":
      return [arn("iam:", "role/app")];
    case "place":
      return [`vpce-${String(count).padStart(17, "0")}`];
    case "region":
    case "governedRegion":
      return [either(governedIn(partition))];
    case "mail":
      return [`team${count}@secretwatch.dev`];
    case "url":
      return [`https://siem.secretwatch.dev/${count}`];
    case "detectionId":
      return [either([catalogue[0]!.id, catalogue[1]!.id])];
    default:
      return [either(someUnits), ...awkwardTexts(count)];
  }
}

/** For patterns that no plain word fits. */
function awkwardTexts(count: number): readonly string[] {
  return [
    "as the review of May says",
    // What comes later is later.
    `${new Date(Date.parse("2026-03-01T00:00:00Z") + count * 15 * 60_000).toISOString().slice(0, "2026-03-01T00:00".length)}Z`,
    `prefix${count}/`,
    `tokens${count}.secretwatch.dev`,
    `repo:secretwatch/cloud:environment:wave${count}`,
    `T0123ABC${count}`,
    `C0123ABC${count}`,
    `0a1b2c3d-0000-4000-8000-${String(count).padStart(12, "0")}`,
    `19:AbCdEfGh${count}@thread.tacv2`,
  ];
}
