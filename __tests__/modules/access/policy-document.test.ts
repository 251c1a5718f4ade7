import {
  denyInsecureTransport,
  everybody,
  policyDocument,
  type PolicyStatement,
} from "../../../modules/access/policy-document";
import { decide } from "../../support/policy-decision";

const parsed = (statement: PolicyStatement) =>
  (JSON.parse(policyDocument([statement])) as { Statement: Record<string, unknown>[] }).Statement[0]!;

test("a list of one is written as the one, wherever it stands", () => {
  expect(
    parsed({
      Sid: "One",
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::111111111111:root"], Service: ["sns.amazonaws.com", "sqs.amazonaws.com"] },
      Action: ["sqs:SendMessage"],
      Resource: ["arn:aws:sqs:eu-west-1:111111111111:queue"],
      Condition: { StringEquals: { "aws:SourceAccount": ["111111111111"], "aws:SourceOrgID": ["o-one", "o-two"] } },
    }),
  ).toEqual({
    Sid: "One",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111111111111:root", Service: ["sns.amazonaws.com", "sqs.amazonaws.com"] },
    Action: "sqs:SendMessage",
    Resource: "arn:aws:sqs:eu-west-1:111111111111:queue",
    Condition: { StringEquals: { "aws:SourceAccount": "111111111111", "aws:SourceOrgID": ["o-one", "o-two"] } },
  });
});

test("keys come in IAM's order, and those that are not there are left out", () => {
  const statement: PolicyStatement = {
    Condition: {},
    Action: "sts:AssumeRole",
    Principal: "*",
    Effect: "Allow",
    Sid: "Order",
  };

  expect(Object.keys(parsed(statement))).toEqual(["Sid", "Effect", "Principal", "Action", "Condition"]);
});

test("a document has the version that knows policy variables, and the statements in their order", () => {
  const statement = (Sid: string): PolicyStatement => ({ Sid, Effect: "Allow", Action: "s3:GetObject", Resource: "*" });

  expect(policyDocument([statement("B"), statement("A")])).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"B","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
  );
});

test("lists of several and of none stay lists, and a condition stays as empty as it is", () => {
  const statement: PolicyStatement = {
    Sid: "Lists",
    Effect: "Deny",
    Action: ["a:B", "a:C"],
    Resource: [],
    Condition: {},
  };

  expect(parsed(statement)).toEqual(statement);
});

// What services return when they are asked is written at `everybody`.
test.each([
  ["events", "*"],
  ["organizations", "*"],
  ["s3", "*"],
  ["secretsmanager", { AWS: "*" }],
  ["sns", { AWS: "*" }],
  ["sqs", "*"],
] as const)("%s returns everybody as %j", (service, form) => {
  expect(everybody[service]).toEqual(form);
});

describe.each(["s3", "sns", "sqs"] as const)("requests to %s without TLS", (service) => {
  const statement = denyInsecureTransport(`${service}:*`, ["arn-a", "arn-b"]);
  const asks = (action: string, resource: string, tls?: string) =>
    decide(policyDocument([statement]), {
      principal: "anybody",
      action,
      resource,
      context: tls === undefined ? {} : { "aws:SecureTransport": tls },
    });

  test("are denied to everybody as the service writes it", () => {
    expect(asks(`${service}:Any`, "arn-a", "false")).toBe("denied");
    expect(asks(`${service}:Any`, "arn-b", "false")).toBe("denied");
    expect(statement.Principal).toBe(everybody[service]);
    expect(statement.Sid).toBe("DenyInsecureTransport");
  });

  test("are the only ones that are", () => {
    expect(asks(`${service}:Any`, "arn-a", "true")).toBe("not allowed");
    expect(asks(`${service}:Any`, "arn-c", "false")).toBe("not allowed");
    expect(asks("kms:Any", "arn-a", "false")).toBe("not allowed");
  });
});
