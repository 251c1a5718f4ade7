import { Testing, Token } from "cdktf";

import { publishing, searching, StateMachine } from "../../modules/state-machine";
import { decide } from "../support/policy-decision";

interface Resources {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

const logGroupArn = "arn:aws:logs:eu-west-1:222222222222:log-group:/aws/events/secretwatch-unexpected-reads";
const props = {
  description: "Searches and publishes",
  name: "secretwatch-message-composer",
  definition: '{"Comment":"${path.cwd}"}',
  stateMachineArn: "arn:aws:states:eu-west-1:222222222222:stateMachine:secretwatch-message-composer",
  accountId: "222222222222",
  statements: [
    ...publishing(
      ["arn:aws:sns:eu-west-1:222222222222:secretwatch-alerts"],
      "arn:aws:kms:eu-west-1:222222222222:key/k",
    ),
    searching(["logs:FilterLogEvents"], logGroupArn),
  ],
};
const { resource } = JSON.parse(
  Testing.synthScope((scope) => {
    new StateMachine(scope, "Composer", props);
  }),
) as Resources;
const only = (type: string) => Object.values(resource[type]!)[0]!;
const statements = (policy: string | undefined) => (JSON.parse(policy!) as { Statement: unknown[] }).Statement;

test("an express state machine has the definition as it is", () => {
  expect(only("aws_sfn_state_machine")).toMatchObject({ type: "EXPRESS", definition: '{"Comment":"$${path.cwd}"}' });
});

test("only this state machine gets the role", () => {
  expect(statements(only("aws_iam_role").assume_role_policy)).toEqual([
    expect.objectContaining({
      Principal: { Service: "states.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "222222222222" },
        ArnLike: {
          "aws:SourceArn": "arn:aws:states:eu-west-1:222222222222:stateMachine:secretwatch-message-composer",
        },
      },
    }),
  ]);
});

test("the role publishes to these topics under their key, searches this log group, and does nothing else", () => {
  expect(statements(only("aws_iam_role_policy").policy)).toEqual([
    expect.objectContaining({
      Action: "sns:Publish",
      Resource: "arn:aws:sns:eu-west-1:222222222222:secretwatch-alerts",
    }),
    expect.objectContaining({
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "arn:aws:kms:eu-west-1:222222222222:key/k",
    }),
    expect.objectContaining({ Action: "logs:FilterLogEvents" }),
  ]);
});

test.each([
  ["allowed", "logs:FilterLogEvents", ""],
  ["allowed", "logs:FilterLogEvents", ":*"],
  ["allowed", "logs:FilterLogEvents", ":log-stream:any"],
  ["not allowed", "logs:FilterLogEvents", "-and-others"],
  ["not allowed", "logs:FilterLogEvents", "-and-others:*"],
  ["not allowed", "logs:StartQuery", ":*"],
  ["not allowed", "logs:GetLogEvents", ":log-stream:any"],
  ["not allowed", "logs:PutLogEvents", ":log-stream:any"],
  ["not allowed", "logs:DeleteLogGroup", ":*"],
] as const)("the role is %s %s of the journal's ARN with %j behind it", (decision, action, suffix) => {
  const principal = "arn:aws:iam::222222222222:role/secretwatch-message-composer";

  expect(decide(only("aws_iam_role_policy").policy!, { principal, action, resource: logGroupArn + suffix })).toBe(
    decision,
  );
});

test("a reference in the definition, which would be escaped, is refused", () => {
  const definition = `{"Comment":"${Token.asString({ ref: "topic" })}"}`;

  expect(() =>
    Testing.synthScope((scope) => {
      new StateMachine(scope, "Composer", { ...props, definition });
    }),
  ).toThrow("refers to resources");
});
