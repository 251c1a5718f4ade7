import type { Arguments, Mutation } from "./mutation";

const tags = (value: Readonly<Record<string, string>>) => (resource: Arguments) => {
  resource.tags = value;
};
const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`tag-${at}`, "x"]));

export const everywhere: readonly Mutation[] = [
  {
    what: "51 tags",
    type: "aws_kms_key",
    change: tags(many),
    caught: /more than 50 tags/,
  },
  {
    what: "50 tags beside the provider's default ones",
    type: "aws_sqs_queue",
    change: tags(Object.fromEntries(Object.entries(many).slice(1))),
    caught: /more than 50 tags/,
  },
  {
    what: "a tag that differs in case from a default one",
    type: "aws_iam_role",
    change: tags({ "Managed-By": "somebody" }),
    caught: /differ in case only/,
  },
  {
    what: "an ampersand in a tag",
    type: "aws_sns_topic",
    change: tags({ owner: "research & development" }),
    caught: /characters or length of a tag's value/,
  },
  {
    what: "a tag's key of 129 characters",
    type: "aws_secretsmanager_secret",
    change: tags({ ["k".repeat(129)]: "x" }),
    caught: /a tag's key/,
  },
  {
    what: "a type of resource that the judge does not know",
    type: "aws_sns_topic",
    change: (_topic, { resource }) => (resource.aws_sns_platform_application = { New: { name: "x" } }),
    caught: /does not know this type/,
  },
  {
    what: "an argument that the judge does not know",
    type: "aws_sns_topic",
    change: (topic) => (topic.signature_version = 2),
    caught: /what the argument signature_version asks/,
  },
  {
    what: "a data source that the judge does not know",
    type: "aws_cloudtrail",
    change: (_trail, stack) =>
      Object.assign(stack, { data: { aws_secretsmanager_secret_version: { New: { secret_id: "x" } } } }),
    caught: /data aws_secretsmanager_secret_version: the judge does not know/,
  },
  {
    what: "a reference to a resource that is not there",
    type: "aws_kms_alias",
    change: (alias) => (alias.target_key_id = "${aws_kms_key.Misspelt.key_id}"),
    caught: /a reference that the judge can't fill in/,
  },
  {
    what: "a reference to an attribute that is not there",
    type: "aws_kms_alias",
    change: (alias) => (alias.target_key_id = String(alias.target_key_id).replace("key_id", "key_identity")),
    caught: /a reference that the judge can't fill in/,
  },
  {
    what: "a required argument left out",
    type: "aws_sns_topic_subscription",
    change: (each) => delete each.topic_arn,
    caught: /TopicArn is required, and missing/,
  },
];
