import Table from "cli-table3";

import { catalogue } from "../detections/catalogue/catalogue";
import type { CloudTrailRecord, Detection } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import { all, field, not, type Condition } from "../patterns/condition";
import { evaluate } from "../patterns/evaluate";

/**
 * Events a second on one core: the compiled catalogue with its index, beside each detection's condition evaluated as a
 * tree, and beside the floor, JSON.parse of the same bytes. The goal: parse and match at half the speed of parse alone,
 * and a catalogue of twice the size costs less than 10 % more.
 */
const EVENTS = 40_000;
const ROUNDS = 5;

/** What a trail mostly holds: calls that nobody asks about, and some that detections look at more closely. */
const calls = [
  ...["kms Decrypt", "sts AssumeRole", "ec2 DescribeInstances", "s3 GetBucketAcl", "logs CreateLogStream"],
  ...[
    "iam ListRoles",
    "secretsmanager GetSecretValue",
    "ssm GetParameter",
    "lambda ListFunctions",
    "sts GetCallerIdentity",
  ],
].map((call) => call.split(" ") as [string, string]);

const lines = Array.from({ length: EVENTS }, (_, index) => JSON.stringify(record(index)));
const events = lines.map((line) => JSON.parse(line) as CloudTrailRecord);
// As many again about other events, as a catalogue grows; and, at worst, as many again about the very same ones.
const grown = [...catalogue, ...catalogue.map((each) => again(each, aboutOtherEvents(each.condition)))];
const crowded = [
  ...catalogue,
  ...catalogue.map((each) => again(each, all(each.condition, not(field("awsRegion").equals(`not-in-${each.id}`))))),
];

const matcher = new DetectionMatcher(catalogue);
const grownMatcher = new DetectionMatcher(grown);
const crowdedMatcher = new DetectionMatcher(crowded);

const parse = best(() => {
  for (const line of lines) JSON.parse(line);
});
const compiled = best(() => {
  for (const line of lines) matcher.match(JSON.parse(line) as CloudTrailRecord);
});
const twice = best(() => {
  for (const line of lines) grownMatcher.match(JSON.parse(line) as CloudTrailRecord);
});
const twiceTheSame = best(() => {
  for (const line of lines) crowdedMatcher.match(JSON.parse(line) as CloudTrailRecord);
});
const tree = best(() => {
  for (const line of lines) {
    const event = JSON.parse(line) as CloudTrailRecord;
    for (const { condition } of catalogue) evaluate(condition, event);
  }
});

const firing = events.filter((event) => matcher.match(event).length > 0).length;
const bytes = lines.reduce((sum, line) => sum + line.length, 0);
console.log(
  `${EVENTS} events of ${Math.round(bytes / EVENTS)} bytes, ${firing} of them with a detection; ${catalogue.length} detections`,
);
const table = new Table({
  head: ["", "events/s", "÷ JSON.parse"],
  colAligns: ["left", "right", "right"],
  style: { head: [] },
});
table.push(["JSON.parse alone, the floor", rate(parse), "1.00"]);
table.push(["parse and match, compiled", rate(compiled), ratio(compiled)]);
table.push([`the same, ${grown.length} detections, half about other events`, rate(twice), ratio(twice)]);
table.push([`the same, ${crowded.length} detections, two for each event`, rate(twiceTheSame), ratio(twiceTheSame)]);
table.push(["parse and evaluate each as a tree", rate(tree), ratio(tree)]);
console.log(table.toString());
console.log(
  `The goal is 0.50 or more. Twice the catalogue costs ${more(twice)}, at worst ${more(twiceTheSame)} (goal: under 10 %).`,
);

function again(detection: Detection, condition: Condition): Detection {
  return { ...detection, id: `${detection.id}-again`, condition };
}

function aboutOtherEvents(condition: Condition): Condition {
  if ("all" in condition) return { all: condition.all.map(aboutOtherEvents) };
  if ("any" in condition) return { any: condition.any.map(aboutOtherEvents) };
  if ("not" in condition) return { not: aboutOtherEvents(condition.not) };
  const { field: name } = condition;
  if ("oneOf" in condition) return { field: name, oneOf: condition.oneOf.map((value) => `${value}-again`) };
  if ("equals" in condition) return { field: name, equals: `${condition.equals}-again` };
  return condition;
}

function more(milliseconds: number): string {
  return `${(100 * (milliseconds / compiled - 1)).toFixed(1)} %`;
}

function best(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

function rate(milliseconds: number): string {
  return Math.round((EVENTS / milliseconds) * 1000).toLocaleString("en");
}

function ratio(milliseconds: number): string {
  return (parse / milliseconds).toFixed(2);
}

function record(index: number): CloudTrailRecord {
  const [eventSource, eventName] = calls[index % calls.length]!;
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:session",
      arn: `arn:aws:sts::111122223333:assumed-role/service/session-${index}`,
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLE",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLE",
          arn: "arn:aws:iam::111122223333:role/service",
          accountId: "111122223333",
          userName: "service",
        },
        attributes: { creationDate: "2026-11-22T00:00:00Z", mfaAuthenticated: "false" },
      },
    },
    eventTime: "2026-11-22T00:00:00Z",
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#20",
    requestParameters: { secretId: `prod/service-${index}`, name: "x", keyId: "alias/service" },
    responseElements: null,
    requestID: `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`,
    eventID: `11111111-0000-0000-0000-${String(index).padStart(12, "0")}`,
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    tlsDetails: { tlsVersion: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256" },
    ...(index % 50 === 0 ? { errorCode: "AccessDenied", errorMessage: "not authorized" } : {}),
  };
}
