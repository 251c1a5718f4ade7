import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import Table from "cli-table3";

import { readUsage } from "./read-usage";

/**
 * Time and memory to read one file of events, and ten times as much, beside the floor: JSON.parse of each line of the same events,
 * read in pieces. Every figure is of a process of its own, start-up included. The goal: memory does not grow with the file.
 */
const SIZES = [51_200_000, 512_000_000];

const FORMS = {
  "CloudTrail's Records": ['{"Records":[', ",", "]}"],
  "a record a line": ["", "\n", "\n"],
  "lookup-events": ['{"Events":[', ",", "]}"],
} as const;

const root = path.resolve(__dirname, "..");
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-bench-"));

try {
  const table = new Table({
    head: ["form", "MB", "s", "peak MB", "JSON.parse s", "÷ JSON.parse"],
    style: { head: [], border: [] },
    colAligns: ["left", "right", "right", "right", "right", "right"],
  });
  for (const form of Object.keys(FORMS) as (keyof typeof FORMS)[])
    for (const bytes of SIZES) table.push(row(form, bytes));
  console.log(table.toString());
  console.log("The goal: the same peak for ten times the bytes.");
} finally {
  rmSync(workspace, { recursive: true });
}

function row(form: keyof typeof FORMS, bytes: number): string[] {
  const file = path.join(workspace, "events.json");
  const floorFile = path.join(workspace, "floor.ndjson");
  generate(file, FORMS[form], bytes, form === "lookup-events");
  generate(floorFile, FORMS["a record a line"], bytes, false);
  const ours = measure("bench/read-events.ts", file);
  const floor = measure("bench/parse-lines.ts", floorFile);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
  return [
    form,
    (bytes / 1e6).toFixed(0),
    seconds(ours.milliseconds),
    ours.megabytes.toFixed(0),
    seconds(floor.milliseconds),
    (ours.milliseconds / floor.milliseconds).toFixed(2),
  ];
}

function measure(program: string, file: string): { readonly milliseconds: number; readonly megabytes: number } {
  const usage = path.join(workspace, "usage");
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--import", "./bench/report-usage.mjs", program, file],
    { cwd: root, encoding: "utf8", env: { ...process.env, USAGE_FILE: usage } },
  );
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return { milliseconds: performance.now() - start, megabytes: readUsage(usage).megabytes };
}

function generate(
  file: string,
  [start, between, end]: readonly [string, string, string],
  bytes: number,
  inText: boolean,
): void {
  const descriptor = openSync(file, "w");
  let chunk = start;
  for (let index = 0, length = 0; length < bytes; index++) {
    const record = recordOf(index);
    const text = JSON.stringify(inText ? { EventId: "x", CloudTrailEvent: JSON.stringify(record) } : record);
    length += text.length + between.length;
    chunk += index === 0 ? text : between + text;
    if (chunk.length < 1024 ** 2) continue;
    writeSync(descriptor, chunk);
    chunk = "";
  }
  writeSync(descriptor, chunk + end);
  closeSync(descriptor);
}

function recordOf(index: number): object {
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::111122223333:assumed-role/service/session-${index}`,
      sessionContext: {
        sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/service", userName: "service" },
        attributes: { creationDate: "2026-11-22T00:00:00Z", mfaAuthenticated: "false" },
      },
    },
    eventTime: "2026-11-22T00:00:00Z",
    eventSource: "kms.amazonaws.com",
    eventName: "Decrypt",
    awsRegion: "eu-west-1",
    userAgent: "aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#20",
    requestParameters: { secretId: `prod/service-${index}`, list: [1, 2, { a: "b" }] },
    responseElements: null,
    eventID: `11111111-0000-0000-0000-${String(index).padStart(12, "0")}`,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
  };
}
