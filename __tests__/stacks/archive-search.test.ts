import type { Organization } from "../../organization/organization";
import { edited, organizationFrom } from "../support/edited-organization";
import { policiesIn } from "../support/policies-in";
import { decide } from "../support/policy-decision";
import { resourceOf, resourcesOf, synthesize, type Synthesized } from "../support/synthesized";

const logArchive = { name: "log-archive", id: "777777777777" };
const athena = { scanLimitGigabytes: 250, resultDays: 3 };

function organizationWith(archive: object, more: object = {}): Organization {
  return organizationFrom(edited((it) => Object.assign(it, { archive, ...more })));
}

const off = synthesize(organizationWith({}));
const on = synthesize(organizationWith({ athena }));
const apart = synthesize(organizationWith({ athena }, { logArchive }));
const { accountId, bucketName } = placeOf(on.security!);

/** Account and results bucket, as the stack has them. */
function placeOf(stack: Synthesized) {
  const [accountId] = stack.provider.aws[0]!.allowed_account_ids as string[];
  return { accountId: accountId!, bucketName: `secretwatch-athena-${accountId}-eu-west-1` };
}

/** How many there are of each type, above those without the option. */
function added(before: Synthesized | undefined, after: Synthesized | undefined): Readonly<Record<string, number>> {
  const count = (stack: Synthesized | undefined, type: string) => Object.keys(stack?.resource?.[type] ?? {}).length;
  return Object.fromEntries(
    Object.keys(after?.resource ?? {})
      .map((type) => [type, count(after, type) - count(before, type)] as const)
      .filter(([, more]) => more !== 0),
  );
}

const searched = {
  aws_athena_workgroup: 1,
  aws_glue_catalog_database: 1,
  aws_glue_catalog_table: 1,
  aws_s3_bucket: 1,
  aws_s3_bucket_lifecycle_configuration: 1,
  aws_s3_bucket_ownership_controls: 1,
  aws_s3_bucket_policy: 1,
  aws_s3_bucket_public_access_block: 1,
  aws_s3_bucket_server_side_encryption_configuration: 1,
};

test("the account of the bucket gets table, workgroup and results bucket, and no other stack changes", () => {
  const withoutOption = synthesize(organizationWith({}, { logArchive }));

  expect(added(off.security, on.security)).toEqual(searched);
  expect(Object.keys(on).filter((name) => JSON.stringify(on[name]) !== JSON.stringify(off[name]))).toEqual([
    "security",
  ]);
  expect(added(withoutOption["log-archive"], apart["log-archive"])).toEqual(searched);
  expect(
    Object.keys(apart).filter((name) => JSON.stringify(apart[name]) !== JSON.stringify(withoutOption[name])),
  ).toEqual(["log-archive"]);
});

test("what was there stays as it was", () => {
  for (const [type, byId] of Object.entries(off.security!.resource!)) {
    expect(on.security!.resource![type]).toMatchObject(byId);
  }
});

test.each([
  ["security", on.security!],
  ["log-archive", apart["log-archive"]!],
])("in %s the table lies over the trail's files, and results go to that account's bucket", (_, stack) => {
  const place = placeOf(stack);
  const table = resourceOf(stack, "aws_glue_catalog_table");
  const [descriptor] = [table.storage_descriptor].flat() as [{ location: string; columns: unknown[] }];
  const parameters = table.parameters as Record<string, string>;
  const trailBucket = `secretwatch-trail-${place.accountId}-eu-west-1`;

  expect(descriptor.location).toMatch(new RegExp(`^s3://${trailBucket}/AWSLogs/o-[a-z0-9]+/$`));
  expect(parameters["storage.location.template"]).toBe(
    `${descriptor.location}$\${account}/CloudTrail/$\${region}/$\${day}`,
  );
  expect(parameters["projection.account.type"]).toBe("injected");
  expect(resourceOf(stack, "aws_athena_workgroup").configuration).toMatchObject({
    bytes_scanned_cutoff_per_query: 250_000_000_000,
    enforce_workgroup_configuration: true,
    result_configuration: {
      expected_bucket_owner: place.accountId,
      encryption_configuration: { encryption_option: "SSE_KMS" },
    },
  });
  expect(resourceOf(stack, "aws_s3_bucket", "QueryResults").bucket).toBe(place.bucketName);
});

test("days reach back as far as files are kept", () => {
  const { security } = synthesize(organizationWith({ expireAfterDays: 400, athena: {} }));

  const parameters = resourceOf(security, "aws_glue_catalog_table").parameters as Record<string, string>;

  expect(parameters["projection.day.range"]).toBe("NOW-401DAYS,NOW");
});

test("results are deleted after the days of the option, with what was left of an upload", () => {
  const { rule } = resourceOf(on.security, "aws_s3_bucket_lifecycle_configuration", "QueryResults");

  expect(rule).toMatchObject([{ status: "Enabled", expiration: [{ days: 3 }] }]);
  expect(
    Object.keys(resourcesOf(on.security, "aws_s3_bucket_versioning")).filter((id) => id.includes("Query")),
  ).toEqual([]);
});

test("the results bucket leaves it to IAM of its account, lets nobody else in, and denies what is not encrypted on its way", () => {
  const policy = policiesIn(on.security!).find(({ address }) => address.includes("QueryResults"))!.text;
  const resource = `arn:aws:s3:::${bucketName}/a.csv`;
  const tls = { "aws:SecureTransport": "true" };
  const searcher = `arn:aws:iam::${accountId}:role/search`;

  const decisions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"].map((action) => [
    decide(policy, { principal: searcher, action, resource, context: tls }),
    decide(policy, { principal: "arn:aws:iam::333333333333:role/search", action, resource, context: tls }),
    decide(policy, { principal: "cloudtrail.amazonaws.com", action, resource, context: tls }),
    decide(policy, { principal: searcher, action, resource, context: { "aws:SecureTransport": "false" } }),
    decide(policy, {
      principal: searcher,
      action,
      resource,
      context: { ...tls, "s3:DataAccessPointArn": "arn:aws:s3:eu-west-1:333333333333:accesspoint/a" },
    }),
  ]);

  // Of its own account nobody is denied, and nobody else is let in.
  expect(decisions).toEqual(Array(4).fill(["not allowed", "not allowed", "not allowed", "denied", "denied"]));
});

test("the key of results is used through S3 alone, by the account of the bucket", () => {
  const key = policiesIn(on.security!).find(({ address }) => address.includes("aws_kms_key.LogArchiveKey"))!.text;
  const context = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:CallerAccount": accountId };
  const searcher = `arn:aws:iam::${accountId}:role/search`;

  for (const action of ["kms:Decrypt", "kms:GenerateDataKey"]) {
    expect(decide(key, { principal: searcher, action, context })).toBe("allowed");
    expect(decide(key, { principal: searcher, action })).toBe("not allowed");
    expect(
      decide(key, {
        principal: "arn:aws:iam::333333333333:role/search",
        action,
        context: { ...context, "kms:CallerAccount": "333333333333" },
      }),
    ).toBe("not allowed");
  }
});
