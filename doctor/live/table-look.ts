import type { LookAt } from "./live-type";
import { unlike } from "./unlike";

type Block = Readonly<Record<string, unknown>> | undefined;

/** In which state machines remember whom they told of what. */
export const table: LookAt = async ({ attributes }, { calls, place }) => {
  const TableName = String(attributes.name);
  const { Table: found = {} } = await calls.call("dynamodb:DescribeTable", { TableName }, place);
  const whose = `The table ${TableName}`;
  const isThere = found.TableStatus === "ACTIVE" || found.TableStatus === "UPDATING";
  if (!isThere) return [{ kind: "table-unusable", what: `${whose} is in the state ${String(found.TableStatus)}.` }];
  const { TimeToLiveDescription: life } = await calls.call("dynamodb:DescribeTimeToLive", { TableName }, place);
  const backups = await calls.call("dynamodb:DescribeContinuousBackups", { TableName }, place);
  const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  const {
    ttl,
    server_side_encryption: encryption,
    point_in_time_recovery: wantedRecovery,
  } = attributes as Readonly<Record<string, Block>>;
  const forgets = life?.TimeToLiveStatus === "ENABLED" || life?.TimeToLiveStatus === "ENABLING";
  return [
    ...unlike("table-changed", whose, [
      [
        "the attributes of its key",
        [attributes.hash_key, attributes.range_key],
        found.KeySchema?.map((each) => each.AttributeName),
      ],
      ["how it is paid", attributes.billing_mode, found.BillingModeSummary?.BillingMode ?? "PROVISIONED"],
      ["its key of KMS", encryption?.kms_key_arn, found.SSEDescription?.KMSMasterKeyArn],
      ["when it forgets", ttl?.attribute_name, forgets ? life.AttributeName : undefined],
      [
        "whether it is protected from deletion",
        attributes.deletion_protection_enabled,
        found.DeletionProtectionEnabled ?? false,
      ],
      [
        "whether AWS keeps backups",
        wantedRecovery?.enabled ?? false,
        recovery?.PointInTimeRecoveryStatus === "ENABLED",
      ],
    ]),
    ...(found.SSEDescription?.InaccessibleEncryptionDateTime === undefined
      ? []
      : [{ kind: "table-unusable", what: `${whose} can't be read: its key can't be used.` } as const]),
  ];
};
