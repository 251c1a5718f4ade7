import { actions, type ResourceType } from "./resource-type";

/** What the archive is searched with: Glue's catalogue and Athena. */
export const searchTypes = {
  aws_athena_workgroup: {
    plan: actions("athena", "GetWorkGroup ListTagsForResource"),
    apply: actions("athena", "CreateWorkGroup DeleteWorkGroup TagResource UntagResource UpdateWorkGroup"),
    replacedBy: ["name"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_glue_catalog_database: {
    plan: actions("glue", "GetDatabase GetTags"),
    apply: actions("glue", "CreateDatabase DeleteDatabase TagResource UntagResource UpdateDatabase"),
    replacedBy: ["catalog_id", "name", "target_database"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_glue_catalog_table: {
    plan: actions("glue", "GetPartitionIndexes GetTable"),
    apply: actions("glue", "CreateTable DeleteTable UpdateTable"),
    replacedBy: ["catalog_id", "database_name", "name", "partition_index"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
