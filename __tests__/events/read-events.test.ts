import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import fc from "fast-check";

import type { CloudTrailRecord } from "../../detections/detection";
import { FoundRecords } from "../../events/found-records";
import { readEventFile, type EventBatch } from "../../events/read-events";
import { readerOf, readWhole } from "../../events/text-reader";
import { arbitraryRecord } from "../support/arbitrary-records";
import { temporaryDirectory } from "../support/temporary-directory";

const call = (eventID: string) => ({ eventSource: "kms.amazonaws.com", eventName: "Decrypt", eventID });
const json = (value: unknown) => JSON.stringify(value, null, 2);

function drain(reading: Iterable<void>): void {
  Array.from(reading);
}

async function batchesOf(content: string | Buffer, name = "a.json"): Promise<readonly EventBatch[]> {
  const file = path.join(temporaryDirectory(), name);
  writeFileSync(file, content);
  const batches: EventBatch[] = [];
  for await (const batch of readEventFile(file)) batches.push(batch);
  return batches;
}

async function read(content: string | Buffer, name?: string) {
  const batches = await batchesOf(content, name);
  return {
    ids: batches.flatMap(({ events }) => events.map(({ event }) => event.eventID)),
    problems: batches.flatMap(({ noEvents }) => noEvents.map(({ problem }) => problem)),
    passed: Object.fromEntries(batches.flatMap(({ passedOver }) => [...passedOver])),
  };
}

/** Records as people have them, by what prints or delivers them. */
const forms: Readonly<Record<string, (records: readonly CloudTrailRecord[]) => string>> = {
  "a file of CloudTrail": (records) => JSON.stringify({ Records: records }),
  "a list": json,
  "aws cloudtrail lookup-events": (records) =>
    json({
      Events: records.map((each) => ({ EventId: "x", Username: "jane", CloudTrailEvent: JSON.stringify(each) })),
      NextToken: "y",
    }),
  "aws logs filter-log-events": (records) =>
    json({
      events: records.map((each) => ({
        logStreamName: "s",
        timestamp: 1,
        message: JSON.stringify(each),
        eventId: "1",
      })),
      searchedLogStreams: [],
    }),
  "aws logs get-query-results": (records) =>
    json({
      results: records.map((each) => [
        { field: "@timestamp", value: "2026-11-22 00:00:00.000" },
        { field: "@message", value: JSON.stringify(each) },
        { field: "@ptr", value: "CpUB" },
      ]),
      statistics: { recordsMatched: 2 },
      status: "Complete",
    }),
  "a subscription of a log group": (records) =>
    json({
      messageType: "DATA_MESSAGE",
      logEvents: records.map((each) => ({ id: "1", message: JSON.stringify(each) })),
    }),
  "EventBridge, an event a line": (records) =>
    records.map((detail) => JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail })).join("\n"),
  "a record a line": (records) => `${records.map((each) => JSON.stringify(each)).join("\r\n")}\n`,
  "a record behind the other, as jq prints them": (records) => records.map(json).join("\n"),
  "our own messages, of aws sqs receive-message": (records) =>
    json({
      Messages: records.map((record) => ({
        ReceiptHandle: "r",
        Body: JSON.stringify({ version: 1, detection: "unexpected-secret-read", record }),
      })),
    }),
  "our own messages, in an envelope of SNS in one of SQS in an event of Lambda": (records) =>
    json({
      Records: records.map((record) => ({
        eventSource: "aws:sqs",
        receiptHandle: "r",
        body: JSON.stringify({
          Type: "Notification",
          TopicArn: "arn:aws:sns:eu-west-1:222222222222:secretwatch-events-siem",
          Message: JSON.stringify({ version: 1, detection: "unexpected-secret-read", record }),
        }),
      })),
    }),
};

describe("events are read from", () => {
  test.each(Object.entries(forms))("%s", async (_, form) => {
    const content = form([call("e-1"), call("e-2"), call("e-3")]);

    for (const each of [content, gzipSync(content), Buffer.from(`\uFEFF${content}`, "utf16le")]) {
      expect(await read(each)).toEqual({ ids: ["e-1", "e-2", "e-3"], problems: [], passed: {} });
    }
  });
});

test("at once or in pieces, the same is found", () => {
  const form = fc.constantFrom(...Object.values(forms));
  const cut = fc.option(fc.nat(), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(arbitraryRecord, { maxLength: 4 }),
      form,
      cut,
      fc.integer({ min: 1, max: 200 }),
      (records, make, end, size) => {
        const text = make(records);
        const content = end === undefined ? text : text.slice(0, end % (text.length + 1));
        fc.pre(content.trim() !== "");
        const [whole, pieces] = [new FoundRecords(), new FoundRecords()];

        drain(readWhole(content, whole, size));
        const reader = readerOf(content, pieces);
        for (let at = 0; at < content.length; at += size) reader.write(content.slice(at, at + size));
        reader.end();

        expect(pieces.take()).toEqual(whole.take());
        expect(pieces.noEvents()).toEqual(whole.noEvents());
      },
    ),
  );
});

describe("a file of CloudTrail is cut into slices, and the same is found as in one piece:", () => {
  /** What looks like the end of a record and the beginning of the next, and is none. */
  const deceptive = fc.constantFrom<unknown>(
    [{ eventVersion: 1 }, { eventVersion: 2 }],
    [{ eventVersion: [{ eventVersion: "x" }, { eventVersion: "y" }] }, { a: 1 }],
    '},{"eventVersion":',
    { '"},{"eventVersion":': '\\"},{"eventVersion":' },
    "short",
  );
  const records = fc.array(
    fc.record({
      eventVersion: deceptive,
      eventName: fc.constantFrom("Decrypt", undefined),
      requestParameters: deceptive,
    }),
    { maxLength: 8 },
  );
  const slice = fc.integer({ min: 1, max: 300 });
  const found = (text: string, size: number) => {
    const all = new FoundRecords();
    drain(readWhole(text, all, size));
    return { events: all.take(), none: all.noEvents(), passed: all.passedOver() };
  };

  test("whatever is in its records, in more than one batch", () => {
    fc.assert(
      fc.property(records, slice, (some, size) => {
        const text = JSON.stringify({ Records: some });

        const inSlices = found(text, size);

        expect(inSlices).toEqual(found(text, Infinity));
        expect(inSlices.events.map(({ event }) => event)).toEqual(
          (JSON.parse(text) as { Records: CloudTrailRecord[] }).Records.filter(
            ({ eventName }) => eventName !== undefined,
          ),
        );
      }),
    );
    const many = JSON.stringify({ Records: Array.from({ length: 20 }, (_, index) => call(String(index))) });
    expect([...readWhole(many, new FoundRecords(), 100)].length).toBeGreaterThan(5);
  });

  test("also where it is spoilt at a place, which is told", () => {
    const spoilt = fc.constantFrom("", "}", "]", ",", '"', "\\", "]}", '{"Records":[', "\n", "x");
    fc.assert(
      fc.property(records, slice, fc.nat(), spoilt, fc.nat({ max: 3 }), (some, size, place, put, without) => {
        const text = JSON.stringify({ Records: some });
        const at = place % text.length;
        const content = text.slice(0, at) + put + text.slice(at + without);
        fc.pre(content.trim() !== "");

        expect(found(content, size)).toEqual(found(content, Infinity));
      }),
      { numRuns: 500 },
    );
  });
});

describe("what CloudTrail writes beside calls is passed over and counted:", () => {
  const digest = {
    awsAccountId: "111122223333",
    digestStartTime: "2026-11-22T00:00:00Z",
    digestS3Bucket: "b",
    digestS3Object: "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/22/x.json.gz",
    logFiles: [{ s3Bucket: "b", s3Object: "o", hashValue: "h", hashAlgorithm: "SHA-256" }],
  };
  const insight = {
    eventVersion: "1.08",
    eventType: "AwsCloudTrailInsight",
    eventID: "i-1",
    insightDetails: { state: "Start", eventSource: "kms.amazonaws.com", eventName: "Decrypt" },
    eventCategory: "Insight",
  };

  test.each<[string, unknown, object]>([
    ["a digest file", digest, { "digest file": 1 }],
    ["Insights", { Records: [insight, insight] }, { "Insights event": 2 }],
    [
      "Insights from EventBridge",
      { "detail-type": "AWS Insight via CloudTrail", detail: insight },
      { "Insights event": 1 },
    ],
    // Those of event data stores have the event that they are about in other places, and may name it at the top.
    ["Insights of event data stores", { ...insight, eventSource: "kms.amazonaws.com" }, { "Insights event": 1 }],
  ])("%s", async (_, content, passed) => {
    expect(await read(json(content))).toEqual({ ids: [], problems: [], passed });
  });
});

describe("what is no record of CloudTrail is refused, and named:", () => {
  const s3 = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    eventName: "ObjectCreated:Put",
    s3: { object: { key: "k" } },
  };

  test.each<[string, unknown, string]>([
    ["a notification of S3", { Records: [s3] }, "is a notification of S3, which only names files"],
    ["the test of a notification", { Service: "Amazon S3", Event: "s3:TestEvent" }, "is a notification of S3"],
    [
      "a notification of S3 in a message of SQS",
      { Messages: [{ ReceiptHandle: "r", Body: JSON.stringify({ Records: [s3] }) }] },
      "is a notification of S3",
    ],
    [
      "an event of SQS to Lambda",
      { Records: [{ messageId: "1", receiptHandle: "r", body: "hello", eventSource: "aws:sqs" }] },
      "is a message of SQS or SNS without a CloudTrail record in it",
    ],
    [
      "an event of SNS to Lambda",
      { Records: [{ EventSource: "aws:sns", Sns: { TopicArn: "t", Message: "hello" } }] },
      "is a message of SQS or SNS without",
    ],
    [
      "another event of EventBridge",
      { "detail-type": "Object Created", source: "aws.s3", detail: { eventName: "x" } },
      "is an event of EventBridge that is not CloudTrail's",
    ],
    ["a row without its record", { results: [[{ field: "@ptr", value: "x" }]] }, "is a row without @message"],
    ["a line of another log", { events: [{ timestamp: 1, message: "START RequestId" }] }, "is a line of a log group"],
    ["an alarm", { AlarmName: "a", NewStateValue: "ALARM" }, "is a message of an alarm"],
    ["AWS Config", { fileVersion: "1.0", configurationItems: [] }, "is a record of AWS Config"],
    ["Security Lake", { class_uid: 3005, api: {} }, "is a record of Security Lake (OCSF)"],
    ["a message in itself", { Body: '{"Body":"{}"}', ReceiptHandle: "r" }, "is no CloudTrail record"],
  ])("%s", async (_, content, problem) => {
    const found = await read(json(content));

    expect(found.ids).toEqual([]);
    expect(found.problems).toEqual([expect.stringContaining(`item 0 ${problem}`)]);
  });

  test("a thousand times is told once", async () => {
    const { ids, problems } = await read(
      JSON.stringify({ Records: [call("e-1"), ...Array.from({ length: 1000 }, () => s3)] }),
    );

    expect(ids).toEqual(["e-1"]);
    expect(problems).toEqual([
      "item 1 is a notification of S3, which only names files: give the files themselves, and 999 more like it",
    ]);
  });

  test("an unfinished query is told, with what it had found", async () => {
    const content = { results: [[{ field: "@message", value: JSON.stringify(call("e-1")) }]], status: "Running" };

    const { ids, problems } = await read(json(content));

    expect(ids).toEqual(["e-1"]);
    expect(problems).toEqual(["the query was not complete (Running): ask for its results again"]);
  });
});

describe("a large file", () => {
  const padding = "x".repeat(1000);
  const records = Array.from({ length: 20_000 }, (_, index) => ({ ...call(`e-${index}`), userAgent: padding }));
  const ids = records.map(({ eventID }) => eventID);

  test.each(["a file of CloudTrail", "a record a line", "a record behind the other, as jq prints them"])(
    "is read in pieces: %s, packed or not",
    async (form) => {
      const content = forms[form]!(records);

      for (const each of [content, gzipSync(content, { level: 1 })]) {
        const batches = await batchesOf(each);

        expect(batches.flatMap(({ events }) => events.map(({ event }) => event.eventID))).toEqual(ids);
        expect(batches.flatMap(({ events }) => events.map(({ index }) => index))).toEqual(ids.map((_, index) => index));
        expect(batches.flatMap(({ noEvents }) => noEvents)).toEqual([]);
        // No more than a piece is held at a time.
        expect(Math.max(...batches.map(({ events }) => events.length))).toBeLessThan(4000);
      }
    },
  );

  test("that is cut off gives what is whole of it", async () => {
    const content = forms["a file of CloudTrail"]!(records);

    const plain = await read(content.slice(0, -5000));
    const packed = await read(gzipSync(content, { level: 1 }).subarray(0, -5000));

    expect(plain).toEqual({
      ids: ids.slice(0, plain.ids.length),
      problems: ["not JSON (it ends too early)"],
      passed: {},
    });
    expect(plain.ids.length).toBeGreaterThan(19_990);
    expect(packed.problems).toEqual(["it is not gzipped as a whole"]);
    expect(packed.ids).toEqual(ids.slice(0, packed.ids.length));
    expect(packed.ids.length).toBeGreaterThan(1000);
  });

  test("with a mistake in it is read up to there", async () => {
    const content = forms["a file of CloudTrail"]!(records).replace('"eventID":"e-19000"', '"eventID" "e-19000"');

    const { ids: found, problems } = await read(content);

    expect(found).toEqual(ids.slice(0, 19_000));
    expect(problems).toEqual([expect.stringMatching(/^not JSON \(unexpected character at position \d{8}\)$/)]);
  });
});
