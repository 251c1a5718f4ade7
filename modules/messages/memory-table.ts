import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";

export interface MemoryTableProps {
  readonly tableName: string;
  /** Its policy has to let the account use it through DynamoDB. */
  readonly key: CustomerManagedKey;
  /** Refuse plans and API calls that delete the table. */
  readonly protection: boolean;
}

/** Names of the table's attributes that DynamoDB itself looks at. */
export const memoryAttributes = { partition: "pk", sort: "sk", expires: "expires" } as const;

/**
 * A table in which state machines remember: on demand, so that a flood needs no capacity beforehand, and with a time after
 * which items go. DynamoDB deletes them within days of that time, so nothing may depend on an item being gone.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class MemoryTable extends Construct {
  constructor(scope: Construct, id: string, props: MemoryTableProps) {
    super(scope, id);

    const { partition, sort, expires } = memoryAttributes;
    new DynamodbTable(this, "Resource", {
      name: props.tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partition,
      rangeKey: sort,
      attribute: [partition, sort].map((name) => ({ name, type: "S" })),
      ttl: { attributeName: expires, enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.key.keyArn },
      // What it remembers is worth an hour; the journal has the rest. A backup would cost more than it brings back.
      pointInTimeRecovery: { enabled: false },
      deletionProtectionEnabled: props.protection,
      lifecycle: { preventDestroy: props.protection },
    });
  }
}
