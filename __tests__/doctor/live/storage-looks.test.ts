import fc from "fast-check";

import { searchLooks } from "../../../doctor/live/search-looks";
import { storageLooks } from "../../../doctor/live/storage-looks";
import { changed } from "../../support/looked-at";
import { findingsIn, gone, healthyEverything, pathOf, kindsIn } from "../../support/planted-faults";

const looks = { ...searchLooks, ...storageLooks };
const of = (call: string) => `${call}/777777777777/ap-southeast-1/acorn-trail-files`;
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }],
});
const rules = ["ServerSideEncryptionConfiguration", "Rules", 0];
const lifecycle = of("get-bucket-lifecycle-configuration");
const workgroup = "get-work-group/777777777777/ap-southeast-1/watch-archive";
const table = "watch_archive/cloudtrail";

/** In which answer, at which member, what is there instead, and the kind of the one finding. */
const faults: readonly (readonly [string, string, readonly (string | number)[], unknown, string])[] = [
  ["lets everybody in", of("get-bucket-policy"), ["Policy"], open, "bucket-policy-changed"],
  ["keeps no versions", of("get-bucket-versioning"), ["Status"], "Suspended", "bucket-changed"],
  ["never kept versions", of("get-bucket-versioning"), ["Status"], undefined, "bucket-changed"],
  [
    "has what others own",
    of("get-bucket-ownership-controls"),
    ["OwnershipControls", "Rules", 0, "ObjectOwnership"],
    "ObjectWriter",
    "bucket-open",
  ],
  [
    "encrypts under a key of S3",
    of("get-bucket-encryption"),
    [...rules, "ApplyServerSideEncryptionByDefault"],
    { SSEAlgorithm: "aws:kms" },
    "bucket-changed",
  ],
  [
    "encrypts under another key",
    of("get-bucket-encryption"),
    [...rules, "ApplyServerSideEncryptionByDefault", "KMSMasterKeyID"],
    "arn:aws:kms:ap-southeast-1:999999999999:key/0123abcd-0123-0123-0123-0123456789ab",
    "bucket-changed",
  ],
  ["has no bucket key", of("get-bucket-encryption"), [...rules, "BucketKeyEnabled"], undefined, "bucket-changed"],
  [
    "takes keys of customers",
    of("get-bucket-encryption"),
    [...rules, "BlockedEncryptionTypes"],
    { EncryptionType: ["NONE"] },
    "bucket-changed",
  ],
  [
    "locks in a way that can be undone",
    of("get-object-lock-configuration"),
    ["ObjectLockConfiguration", "Rule", "DefaultRetention", "Mode"],
    "GOVERNANCE",
    "bucket-changed",
  ],
  [
    "locks for a day",
    of("get-object-lock-configuration"),
    ["ObjectLockConfiguration", "Rule", "DefaultRetention", "Days"],
    1,
    "bucket-changed",
  ],
  ["ends files the next day", lifecycle, ["Rules", 0, "Expiration", "Days"], 1, "bucket-changed"],
  ["ends nothing", lifecycle, ["Rules", 0, "Status"], "Disabled", "bucket-changed"],
  [
    "ends old versions at once",
    lifecycle,
    ["Rules", 0, "NoncurrentVersionExpiration", "NoncurrentDays"],
    1,
    "bucket-changed",
  ],
  ["ends some files alone", lifecycle, ["Rules", 0, "Filter"], { Prefix: "AWSLogs/o-" }, "bucket-changed"],
  [
    "has one rule more",
    lifecycle,
    ["Rules", 2],
    { ID: "all", Status: "Enabled", Expiration: { Days: 1 } },
    "bucket-changed",
  ],
  ["is searched by nobody", workgroup, ["WorkGroup", "State"], "DISABLED", "search-changed"],
  [
    "has results elsewhere",
    workgroup,
    ["WorkGroup", "Configuration", "ResultConfiguration", "OutputLocation"],
    "s3://others/",
    "search-changed",
  ],
  [
    "is searched without a limit",
    workgroup,
    ["WorkGroup", "Configuration", "BytesScannedCutoffPerQuery"],
    undefined,
    "search-changed",
  ],
  [
    "is searched elsewhere",
    table,
    ["Table", "StorageDescriptor", "Location"],
    "s3://others/AWSLogs/",
    "search-changed",
  ],
  [
    "has days that nobody finds",
    table,
    ["Table", "Parameters", "projection.day.range"],
    "NOW-1DAYS,NOW",
    "search-changed",
  ],
  ["has a projection more", table, ["Table", "Parameters", "projection.more.type"], "enum", "search-changed"],
  [
    "has a column less",
    table,
    ["Table", "StorageDescriptor", "Columns", 0],
    { Name: "a", Type: "b" },
    "search-changed",
  ],
];

const kinds = (...answers: Parameters<typeof changed>) => kindsIn(looks, changed(...answers));

describe("a look at the archive and what searches it", () => {
  test.each(faults)("finds that it %s, and nothing else", async (_, end, members, value, kind) => {
    expect(await kinds(healthyEverything().answers, pathOf(end), members, value)).toEqual([kind]);
  });

  test("finds whichever block of public access is off", async () => {
    const blocks = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...blocks), fc.constantFrom(false, undefined), async (block, value) => {
        const path = pathOf(of("get-public-access-block"));
        const members = ["PublicAccessBlockConfiguration", block];

        expect(await kinds(healthyEverything().answers, path, members, value)).toEqual(["bucket-open"]);
      }),
      { numRuns: 8 },
    );
  });

  test("finds that nothing blocks public access, as AWS says it", async () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
    const refused = { Error: { Code: "NoSuchPublicAccessBlockConfiguration", Message: "There is none" } };
    const answers = { ...healthyEverything().answers, [pathOf(of("get-public-access-block"))]: refused };

    const findings = await findingsIn(looks, answers);

    expect(findings.map(({ kind, what }) => [kind, what.includes("has nothing that blocks public access")])).toEqual([
      ["bucket-open", true],
    ]);
  });

  test("finds what is not there", async () => {
    for (const end of [of("get-bucket-policy"), workgroup, table]) {
      const findings = await findingsIn(looks, { ...healthyEverything().answers, ...gone(end) });

      expect(findings.map(({ kind }) => kind)).toEqual(["resource-missing"]);
    }
  });
});
