import { denyInsecureTransport, everybody, policyDocument, type PolicyStatement } from "../../modules/policy-document";

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

test.each(["s3", "sns", "sqs"] as const)("requests without TLS are refused to everybody as %s writes it", (service) => {
  expect(denyInsecureTransport(`${service}:*`, "arn").Principal).toBe(everybody[service]);
});
