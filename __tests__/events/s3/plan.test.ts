import fc from "fast-check";

import { dayAfter, type EventLimits } from "../../../events/limits";
import { mayHold } from "../../../events/s3/layout";
import { s3Place, type S3Place } from "../../../events/s3/place";
import { planS3 } from "../../../events/s3/plan";
import { clientsOf } from "../../support/s3-client";
import { S3Server } from "../../support/s3-server";

let server: S3Server;

beforeAll(async () => {
  server = await S3Server.start();
});

beforeEach(() => {
  server.clear();
});

afterAll(() => server.stop());

const place = (name: string) => s3Place(name) as S3Place;
const plan = (name: string, limits: EventLimits = {}) =>
  planS3(place(name), limits, { clientOf: clientsOf(server.url) });
const keysOf = async (name: string, limits?: EventLimits) => (await plan(name, limits)).objects.map(({ key }) => key);

const accounts = ["111111111111", "222222222222", "333333333333"];
const regions = ["eu-central-1", "eu-west-1", "us-east-1"];
const days = Array.from({ length: 70 }, (_, index) => dayAfter("2026-10-15", index));

const account = fc.constantFrom(...accounts);
const region = fc.constantFrom(...regions);
const day = fc.constantFrom(...days);

const trailKey = fc
  .record({
    before: fc.constantFrom("", "", "trail/", "a/b/", "AWSLogs/"),
    organization: fc.constantFrom("", "o-exampleorgid/"),
    account,
    service: fc.constantFrom(
      "CloudTrail",
      "CloudTrail",
      "CloudTrail",
      "CloudTrail-Digest",
      "CloudTrail-Insight",
      "Config",
    ),
    region,
    day,
    file: fc.constantFrom("a.json.gz", "b.json.gz", "c.csv"),
  })
  .map(
    (of) =>
      `${of.before}AWSLogs/${of.organization}${of.account}/${of.service}/${of.region}/${of.day.replaceAll("-", "/")}/${of.file}`,
  );

const otherKey = fc.constantFrom(
  ...["x.json", "x.txt", "a/x.json", "AWSLogs/x.json", "AWSLogs/other/2026/x.json", "AWSLogs/o-exampleorgid/x.json"],
  ...["AWSLogs/111111111111/x.json", "AWSLogs/111111111111/CloudTrail/x.json", "AWSLogs2/a.json", "zz/y z+%&<é.ndjson"],
  ...["AWSLogs/111111111111/CloudTrail/eu-west-1/x.json", "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/x.json"],
);

const folder = fc.constantFrom(
  ...["", "", "", "AWSLogs", "AWSLogs/o-exampleorgid", "AWSLogs/111111111111", "AWSLogs/111111111111/CloudTrail/", "a"],
  ...["AWSLogs/o-exampleorgid/111111111111/CloudTrail/eu-west-1", "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/11"],
  ...[
    "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/",
    "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/11/03",
    "trail",
  ],
);

const limits: fc.Arbitrary<EventLimits> = fc.record(
  {
    from: day,
    to: day,
    accounts: fc.uniqueArray(account, { minLength: 1 }),
    regions: fc.uniqueArray(region, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

test("exactly those objects are found that a filter of all keys below the place keeps", async () => {
  const keys = fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: trailKey }, otherKey), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(keys, folder, limits, fc.integer({ min: 1, max: 9 }), async (stored, below, asked, pageSize) => {
      server.clear();
      server.pageSize = pageSize;
      for (const key of stored) server.put(key, "{}");

      const found = await keysOf(`s3://trail-bucket/${below}`, asked);

      const { prefix } = place(`s3://trail-bucket/${below}`);
      const modified = Date.parse("2026-11-22");
      const expected = stored.filter((key) => key.startsWith(prefix) && mayHold({ key, modified }, asked));
      expect(found).toEqual(expected.sort((a, b) => (a < b ? -1 : 1)));
    }),
    { numRuns: 300 },
  );
});

test("a bucket in another region is asked there, and only once elsewhere", async () => {
  server.put("a.json", "{}");
  server.put("b.json", "{}");
  server.pageSize = 1;
  server.answer = ({ headers }) =>
    headers.authorization!.includes("/us-west-2/")
      ? undefined
      : { status: 301, code: "PermanentRedirect", headers: { "x-amz-bucket-region": "us-west-2" } };

  const { region, objects } = await plan("s3://trail-bucket");

  expect({ region, objects: objects.length, listings: server.listings.length }).toEqual({
    region: "us-west-2",
    objects: 2,
    listings: 3,
  });
});

test("a bucket that may not be listed is told with what it takes", async () => {
  server.answer = () => ({ status: 403, code: "AccessDenied", message: "Access Denied" });

  const { problems } = await plan("s3://trail-bucket");

  expect(problems).toEqual([
    {
      place: "s3://trail-bucket/",
      problem: "it may not be read. It takes s3:ListBucket on the bucket trail-bucket",
      count: 1,
    },
  ]);
});
