import { affectedStacks } from "../../review/affected-stacks";
import { resourceChanges, type ResourceChange } from "../../review/resource-changes";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const base = organizationFrom(small);

type Edit = (organization: OrganizationText) => void;

function changesAfter(edit: Edit): readonly ResourceChange[] {
  return resourceChanges(affectedStacks(base, organizationFrom(edited(edit)), temporaryDirectory()).affected);
}

/** What is lost, each in a line. */
function lost(edit: Edit): readonly string[] {
  return changesAfter(edit)
    .filter(({ stateful }) => stateful)
    .map(
      ({ stack, type, name, action, attributes, refused }) =>
        `${stack}: ${type} ${name} ${action} ${attributes.join()}${refused ? " refused" : ""}`,
    );
}

test("a secret that is taken out is destroyed, whatever protects it", () => {
  expect(lost((it) => it.members[0]!.secrets!.pop())).toEqual([
    "member-shop: aws_secretsmanager_secret prod/shop/api-key destroy ",
  ]);
});

test("a trail and a bucket of another name are replaced, which Terraform refuses while they are protected", () => {
  expect(lost((it) => (it.trail = { name: "audit" }))).toEqual([
    "management: aws_cloudtrail secretwatch-organization replace name refused",
  ]);
  expect(lost((it) => (it.archive = { bucketName: "acorn-audit" }))).toEqual([
    "security: aws_s3_bucket secretwatch-trail-222222222222-eu-west-1 replace bucket refused",
  ]);
  expect(
    lost((it) => {
      it.trail = { name: "audit" };
      it.protection = false;
    }),
  ).toEqual(["management: aws_cloudtrail secretwatch-organization replace name"]);
});

test("our own trail is let go of, not destroyed, where another takes its place", () => {
  const gone = lost((it) => (it.trail = { existing: {} }));

  expect(gone.filter((each) => /aws_cloudtrail|aws_s3_bucket|aws_kms/.test(each))).toEqual([]);
});

describe("another home region", () => {
  const move: Edit = (it) => {
    it.homeRegion = "eu-central-1";
    delete it.members[0]!.secrets![0]!.replicaRegions;
  };

  test("replaces what is in it", () => {
    const gone = lost(move);

    expect(gone).toContain("management: aws_cloudtrail secretwatch-organization replace region refused");
    expect(gone).toContain("security: aws_sns_topic secretwatch-alerts replace region");
  });

  test("replaces what the provider keeps a region of, and nothing else", () => {
    const types = new Set(
      changesAfter(move)
        .filter(({ attributes }) => attributes.includes("region"))
        .map(({ type }) => type),
    );

    expect(types).toContain("aws_cloudwatch_dashboard");
    expect([...types].filter((type) => /^aws_(iam|organizations)_/.test(type))).toEqual([]);
  });
});

test("another prefix replaces what has a name", () => {
  const gone = lost((it) => (it.namePrefix = "watch"));

  expect(gone).toContain("security: aws_cloudwatch_event_bus secretwatch-unexpected-reads replace name refused");
  expect(gone).toContain("security: aws_sns_topic secretwatch-alerts replace name");
  expect(gone.filter((each) => each.includes("destroy"))).toEqual([]);
});

test("the mail of somebody who left loses its subscription", () => {
  expect(lost((it) => it.alerts.emails.pop())).toEqual([
    "security: aws_sns_topic_subscription lead@acorn.example destroy ",
    "security: aws_sns_topic_subscription lead@acorn.example destroy ",
  ]);
});

test("a region that an account leaves loses its queue, with the reads that could not be sent", () => {
  expect(lost((it) => (it.members[0]!.regions = ["eu-central-1", "eu-west-1"]))).toEqual([]);
  expect(lost((it) => (it.members[1]!.regions = ["eu-west-1"]))).toEqual([
    "member-lab: aws_sqs_queue secretwatch-undelivered destroy ",
  ]);
});
