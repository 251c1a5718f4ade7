import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

import type { EventBatch } from "../../../events/read-events";
import { s3Place, type S3Place } from "../../../events/s3/place";
import { planS3, type S3Plan } from "../../../events/s3/plan";
import { readS3Objects } from "../../../events/s3/read-objects";
import { clientsOf } from "../../support/s3-client";
import { S3Server, type Answer, type Asked } from "../../support/s3-server";

let server: S3Server;

beforeAll(async () => {
  server = await S3Server.start();
});

beforeEach(() => {
  server.clear();
});

afterAll(() => server.stop());

const BUCKET = "trail-bucket";
const call = (eventID: string) => ({ eventSource: "kms.amazonaws.com", eventName: "Decrypt", eventID });
const fileOf = (...ids: readonly string[]) => gzipSync(JSON.stringify({ Records: ids.map(call) }));

async function planned(): Promise<S3Plan> {
  return planS3(s3Place(`s3://${BUCKET}`) as S3Place, {}, { clientOf: clientsOf(server.url) });
}

async function read({ objects }: S3Plan, signal?: AbortSignal) {
  const batches: EventBatch[] = [];
  const props = { name: BUCKET, clientOf: clientsOf(server.url), signal };
  for await (const batch of readS3Objects(props, objects)) batches.push(batch);
  return {
    batches,
    ids: batches.flatMap(({ events }) => events.map(({ event }) => event.eventID)),
    problems: batches.flatMap(({ file, noEvents }) => noEvents.map(({ problem, count }) => ({ file, problem, count }))),
  };
}

/** Answers so for objects, as often as it says. */
function answerFor(key: string, answer: Answer | { readonly afterBytes: number }, times = Infinity) {
  let left = times;
  server.answer = (asked: Asked) => (asked.key === key && left-- > 0 ? answer : undefined);
}

const denied = (message: string) => ({ status: 403, code: "AccessDenied", message });

test("events of all objects are read, in the order of their keys, packed or not", async () => {
  for (let index = 0; index < 50; index++) {
    const id = String(index).padStart(2, "0");
    server.put(`${id}.json`, index % 2 === 0 ? fileOf(id) : JSON.stringify({ Records: [call(id)] }));
  }

  const { ids, problems } = await read(await planned());

  expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => String(index).padStart(2, "0")));
  expect(problems).toEqual([]);
});

test("what is asked too fast is asked again", async () => {
  server.put("a.json.gz", fileOf("a"));
  const plan = await planned();
  answerFor("a.json.gz", { status: 503, code: "SlowDown" }, 2);

  const { ids, problems } = await read(plan);

  expect({ ids, problems, gets: server.gets.length }).toEqual({ ids: ["a"], problems: [], gets: 3 });
});

test("an object whose connection breaks off is read on from there, as the same version", async () => {
  const content = fileOf("a", randomBytes(100_000).toString("hex"));
  server.put("a.json.gz", content);
  const plan = await planned();
  answerFor("a.json.gz", { afterBytes: 50_000 }, 2);

  const { ids, problems } = await read(plan);

  expect(problems).toEqual([]);
  expect(ids).toHaveLength(2);
  const ranges = server.gets.map(({ headers }) => headers.range);
  expect(ranges).toHaveLength(3);
  expect(ranges[0]).toBeUndefined();
  expect(server.gets.slice(1).every(({ headers }) => headers["if-match"] === '"1"')).toBe(true);
});

test("an object that always breaks off is told, and the others are read", async () => {
  server.put("a.json.gz", fileOf("a"));
  server.put("b.json.gz", fileOf("b"));
  const plan = await planned();
  answerFor("a.json.gz", { afterBytes: 0 });

  const { ids, problems } = await read(plan);

  expect(ids).toEqual(["b"]);
  expect(problems).toEqual([{ file: `s3://${BUCKET}/a.json.gz`, problem: "it broke off 6 times", count: 1 }]);
});

test("a large object is read in pieces, also where its connection breaks off", async () => {
  const ids = Array.from({ length: 400 }, () => randomBytes(50_000).toString("hex"));
  server.put("a.json.gz", fileOf(...ids));
  const plan = await planned();
  expect(plan.bytes).toBeGreaterThan(16 * 1024 ** 2);
  answerFor("a.json.gz", { afterBytes: 5_000_000 }, 3);

  const { batches, ...all } = await read(plan);

  expect(all).toEqual({ ids, problems: [] });
  expect(batches.length).toBeGreaterThan(10);
});

const refusals: Readonly<Record<string, readonly [Answer, RegExp]>> = {
  "an object that is gone": [{ status: 404, code: "NoSuchKey" }, /^it is gone since the bucket was listed$/],
  "an archived object": [
    { status: 403, code: "InvalidObjectState", more: "<StorageClass>DEEP_ARCHIVE</StorageClass>" },
    /^it is archived \(DEEP_ARCHIVE\) and has to be restored/,
  ],
  "an object that may not be read": [
    denied("Access Denied"),
    /^it may not be read\. It takes s3:GetObject on what is in the bucket trail-bucket, and kms:Decrypt/,
  ],
  "an object whose policy lacks the caller": [
    denied(
      'User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::trail-bucket/a.json.gz" because no identity-based policy allows the s3:GetObject action',
    ),
    /^it may not be read\. It takes s3:GetObject on arn:aws:s3:::trail-bucket\/a\.json\.gz$/,
  ],
  "an object whose key may not be used": [
    denied(
      "User: arn:aws:iam::111122223333:user/a is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:222222222222:key/1234 because no resource-based policy allows the kms:Decrypt action",
    ),
    /It takes kms:Decrypt on the key arn:aws:kms:eu-west-1:222222222222:key\/1234, in the key's policy/,
  ],
  "an object whose reader has to pay": [denied("Bucket is requester pays bucket"), /say --requester-pays$/],
  "an object whose key is disabled": [
    { status: 400, code: "KMS.DisabledException" },
    /its key is disabled, deleted or not to be used/,
  ],
};

test.each(Object.entries(refusals))(
  "%s is told with what to do, and the others are read",
  async (_, [answer, words]) => {
    server.put("a.json.gz", fileOf("a"));
    server.put("b.json.gz", fileOf("b"));
    const plan = await planned();
    answerFor("a.json.gz", answer);

    const { ids, problems } = await read(plan);

    expect(ids).toEqual(["b"]);
    expect(problems).toEqual([
      { file: `s3://${BUCKET}/a.json.gz`, problem: expect.stringMatching(words) as string, count: 1 },
    ]);
  },
);

test("what many objects are refused for is told twice: of the first, and with the number of the others", async () => {
  for (const id of ["a", "b", "c", "d"]) server.put(`${id}.json.gz`, fileOf(id));
  const plan = await planned();
  server.answer = ({ key }) => (key < "d" ? denied("Access Denied") : undefined);

  const { ids, problems } = await read(plan);

  expect(ids).toEqual(["d"]);
  expect(problems.map(({ file, count }) => [file, count])).toEqual([
    ["s3://trail-bucket/a.json.gz", 1],
    ["s3://trail-bucket", 2],
  ]);
  expect(problems[1]!.problem).toMatch(/^2 more objects, each may not be read/);
});

test("where everything is refused, the rest is not asked for", async () => {
  for (let index = 0; index < 300; index++) server.put(`${index}.json`, "{}");
  const plan = await planned();
  server.answer = () => denied("Access Denied");

  const { ids, problems } = await read(plan);

  expect(ids).toEqual([]);
  expect(problems[1]!.problem).toBe("the rest of it was not asked for after that");
  expect(server.gets.length).toBeLessThan(120);
});

test.each(["ExpiredToken", "InvalidAccessKeyId"])("%s ends it at once and says how to sign in", async (code) => {
  for (let index = 0; index < 100; index++) server.put(`${index}.json`, "{}");
  const plan = await planned();
  server.answer = () => ({ status: 403, code });

  const { problems } = await read(plan);

  expect(problems[0]!.problem).toContain("Sign in again, as with aws sso login, or set AWS_PROFILE");
  expect(problems).toHaveLength(2);
  expect(server.gets.length).toBeLessThan(20);
});

test("an object that unpacks to much more than it is, is read in pieces", async () => {
  const ids = Array.from({ length: 400 }, (_, index) => `${index}`.padStart(100_000, "0"));
  server.put("a.json.gz", fileOf(...ids));

  const { ids: found, problems, batches } = await read(await planned());

  expect({ found, problems }).toEqual({ found: ids, problems: [] });
  expect(batches.length).toBeGreaterThan(10);
});

test("a signal ends it with what was read so far, and nothing is asked for any more", async () => {
  for (let index = 0; index < 200; index++)
    server.put(`${String(index).padStart(3, "0")}.json`, JSON.stringify(call("x")));
  const plan = await planned();
  const stop = new AbortController();
  let events = 0;

  const props = { name: BUCKET, clientOf: clientsOf(server.url), signal: stop.signal };
  for await (const batch of readS3Objects(props, plan.objects)) {
    events += batch.events.length;
    if (events === 5) stop.abort();
  }

  expect(events).toBeGreaterThanOrEqual(5);
  expect(events).toBeLessThan(40);
  expect(server.gets.length).toBeLessThan(60);
});

test("whoever stops reading leaves nothing under way", async () => {
  for (let index = 0; index < 200; index++) server.put(`${index}.json`, JSON.stringify(call("x")));
  const plan = await planned();

  for await (const batch of readS3Objects({ name: BUCKET, clientOf: clientsOf(server.url) }, plan.objects)) {
    expect(batch.events).toHaveLength(1);
    break;
  }

  // What is on its way arrives.
  await sleep(200);
  const asked = server.gets.length;
  await sleep(200);
  expect(server.gets).toHaveLength(asked);
  expect(asked).toBeLessThan(40);
});
