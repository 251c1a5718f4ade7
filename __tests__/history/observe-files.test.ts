import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import fc from "fast-check";

import { trailFile } from "../../bench/trail-file";
import { loadOrganization } from "../../config/load-organization";
import { catalogue } from "../../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../../detections/detection";
import { historyOf } from "../../history/history-of";
import { countEventFiles, observeFiles } from "../../history/observe-files";
import { Observer } from "../../history/observer";
import { historyJson } from "../../history/rows/json";
import { exampleFile } from "../../scripts/example-files";
import { temporaryDirectory } from "../support/temporary-directory";

const organization = loadOrganization(exampleFile);

async function historyOfObserver(observer: Observer): Promise<object> {
  return JSON.parse(historyJson(await historyOf(observer.observations(), organization), "x").toString()) as object;
}

/** A trail of the example: accounts of its own, reads of secrets, some detections, and events that come twice. */
function recordsOf(seed: number, events = 80): CloudTrailRecord[] {
  const { records } = trailFile(seed, events);
  return records.map((record, index) => ({
    ...record,
    recipientAccountId: "333333333333",
    ...(index % 4 === 0 && {
      eventSource: "secretsmanager.amazonaws.com",
      eventName: "GetSecretValue",
      requestParameters: { secretId: "prod/payments/database" },
    }),
  }));
}

function directoryOf(files: readonly (readonly CloudTrailRecord[])[]): string {
  const directory = temporaryDirectory();
  for (const [index, Records] of files.entries()) {
    const below = path.join(directory, String(index % 3));
    mkdirSync(below, { recursive: true });
    writeFileSync(path.join(below, `${index}.json.gz`), gzipSync(JSON.stringify({ Records })));
  }
  return directory;
}

test("however events are shared out and in whatever order they come, the history is the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 59 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 150 }),
      fc.infiniteStream(fc.nat()),
      async (choices, order) => {
        const events = choices.map(([seed, index, observer]) => ({ event: recordsOf(seed, 60)[index]!, observer }));
        const alone = new Observer(catalogue);
        for (const { event } of events) alone.take(event, "a");

        const several = Array.from({ length: 4 }, () => new Observer(catalogue));
        const keyed = events.map((each) => [order.next().value, each] as const);
        for (const [, { event, observer }] of keyed.sort(([a], [b]) => a - b)) several[observer]!.take(event, "a");
        const together = several[0]!.empty();
        for (const each of several) together.merge(each.observed());

        expect(await historyOfObserver(together)).toEqual(await historyOfObserver(alone));
      },
    ),
    { numRuns: 40 },
  );
});

test("any number of threads gives the same history, broken files and what is no call included", async () => {
  const files = Array.from({ length: 12 }, (_, seed) => recordsOf(seed));
  const directory = directoryOf([...files, files[3]!, [...files[0]!.slice(0, 9), ...files[7]!.slice(3, 20)]]);
  const whole = gzipSync(JSON.stringify({ Records: files[5] }));
  writeFileSync(path.join(directory, "cut-off.json.gz"), whole.subarray(0, whole.length / 2));
  writeFileSync(path.join(directory, "no-json.json"), "a: b");
  writeFileSync(path.join(directory, "digest.json"), JSON.stringify({ digestS3Bucket: "b", logFiles: [] }));
  const places = [directory, path.join(directory, "missing")];

  const [alone, ...others] = await Promise.all(
    [0, 1, 2, 3].map(async (threads) =>
      historyOfObserver(await observeFiles(places, organization.detections, { threads })),
    ),
  );

  for (const other of others) expect(other).toEqual(alone);
  expect(alone).toMatchObject({ seen: { isWhole: true } });
  expect((alone as { seen: { doubled: number } }).seen.doubled).toBeGreaterThan(20);
  expect(JSON.stringify(alone)).toContain("it is not gzipped as a whole");
  expect(JSON.stringify(alone)).toContain("there is no such file or directory");
});

test("a thread that runs out of memory is said of the one file it read then, and the others are read", async () => {
  const directory = directoryOf(Array.from({ length: 9 }, (_, seed) => recordsOf(seed)));
  // Each is something else, and nothing of it can be counted together.
  const reads = Array.from({ length: 40_000 }, (_, index) => {
    const record = recordsOf(0, 1)[0]!;
    return JSON.stringify({
      ...record,
      eventID: String(index),
      requestParameters: { secretId: `${index}${"x".repeat(4000)}` },
    });
  });
  writeFileSync(path.join(directory, "large.json"), reads.join("\n"));

  const observer = await observeFiles([directory], catalogue, { threads: 1, megabytes: 40 });

  const { seen } = observer.observations();
  expect(seen.problems).toEqual([
    {
      place: path.join(directory, "large.json"),
      problem: "it takes more memory than there is, and was not read to its end",
      count: 1,
    },
  ]);
  expect(seen.events).toBe(9 * 80);
});

test.each([0, 2])("with %i threads, it ends early when asked to, with what was read so far", async (threads) => {
  const directory = directoryOf([recordsOf(1, 2000)]);
  const original = path.join(directory, "0/0.json.gz");
  for (let index = 0; index < 500; index++) linkSync(original, path.join(directory, `${index}.json.gz`));
  const controller = new AbortController();
  let files = 0;

  const observer = await observeFiles([directory], catalogue, {
    threads,
    signal: controller.signal,
    progress: (read) => {
      files += read.files;
      if (files > 3) controller.abort();
    },
  });

  const { seen } = observer.observations();
  expect(seen.isWhole).toBe(false);
  expect(seen.events).toBeGreaterThan(2000);
  expect(seen.events + seen.doubled).toBeLessThan(400 * 2000);
  expect(countEventFiles([directory])).toBe(501);
});
