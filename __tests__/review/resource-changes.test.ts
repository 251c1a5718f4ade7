import { affectedStacks } from "../../review/affected-stacks";
import { resourceChanges } from "../../review/resource-changes";
import { replacingAttributes, statefulTypes } from "../../review/resource-types";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";
import { exampleOrganization, synthesize } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const base = organizationFrom(small);

/** What is lost, each in a line. */
function lost(edit: (organization: OrganizationText) => void): readonly string[] {
  const { affected } = affectedStacks(base, organizationFrom(edited(edit)), temporaryDirectory());
  return resourceChanges(affected)
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

test("another home region replaces what is in it", () => {
  const gone = lost((it) => {
    it.homeRegion = "eu-central-1";
    delete it.members[0]!.secrets![0]!.replicaRegions;
  });

  expect(gone).toContain("management: aws_cloudtrail secretwatch-organization replace region refused");
  expect(gone).toContain("security: aws_sns_topic secretwatch-alerts replace region");
  expect(gone.filter((each) => each.includes("aws_iam"))).toEqual([]);
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

test("every type with a name that the example has is known", () => {
  const types = Object.values(synthesize(exampleOrganization())).flatMap(({ resource = {} }) =>
    Object.entries(resource).flatMap(([type, byId]) =>
      Object.values(byId).some(({ name, bucket }) => typeof (name ?? bucket) === "string") ? [type] : [],
    ),
  );
  const changedInPlace = [
    // Settings of a bucket, which follow it, and what is found by an id of its own.
    /^aws_s3_bucket_/,
    /^aws_cloudwatch_query_definition$/,
    /^aws_organizations_policy$/,
  ];

  expect(new Set(types).size).toBeGreaterThan(10);
  expect(
    [...new Set(types)].filter(
      (type) => !(type in replacingAttributes) && !changedInPlace.some((each) => each.test(type)),
    ),
  ).toEqual([]);
  expect([...statefulTypes].filter((type) => type !== "aws_kms_key" && !(type in replacingAttributes))).toEqual([]);
});
