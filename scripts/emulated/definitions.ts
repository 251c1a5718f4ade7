import { memoryServer } from "../../__tests__/support/memory-table";
import { type Publication, runDefinition } from "../../__tests__/support/run-composer";
import { composerDefinition } from "../../messages/reads/composer";
import { exampleFacts } from "../messages/example-facts";
import { readInput } from "../messages/example-record";
import { messageExamples } from "../messages/examples";
import { AwsAccount } from "./aws-account";
import { check } from "./report";
import { type EmulatedRun, EmulatedStateMachine } from "./run-in-emulator";

const ACCOUNT = "222222222222";
const REGION = "eu-west-1";

/** A definition, and what it is started with, one after the other: it may remember. */
interface Tried {
  readonly name: string;
  readonly definition: string;
  readonly inputs: readonly { readonly what: string; readonly input: unknown }[];
}

function tried(): readonly Tried[] {
  return [
    {
      name: "message-composer",
      definition: composerDefinition(exampleFacts),
      inputs: messageExamples.map((example) => ({ what: example.what, input: readInput(example) })),
    },
    {
      name: "language",
      definition: languageDefinition(),
      inputs: ["a", "a", "b"].map((pk) => ({ what: pk, input: { pk } })),
    },
  ];
}

const attributes = { severity: { DataType: "String", StringValue: "high" } };
/** What the emulator does otherwise than AWS, which docs/emulated.md says; each as a state machine of its own. */
const limited: readonly {
  readonly what: string;
  readonly state: object;
  readonly still: (run: EmulatedRun) => boolean;
}[] = [
  {
    what: "Parallel states have no Output",
    state: {
      Type: "Parallel",
      Branches: [{ StartAt: "Same", States: { Same: { Type: "Pass", End: true } } }],
      Output: "{% 'of its own' %}",
      End: true,
    },
    still: ({ output }) => output !== '"of its own"',
  },
  {
    what: "messages of state machines lose their attributes",
    state: publish({ Message: "{% 'x' %}", MessageAttributes: attributes }),
    still: ({ publications }) => publications.length === 1 && publications[0]!.MessageAttributes === undefined,
  },
];

/** Runs each definition in the emulator and in the interpreter of the unit tests, and compares what both publish. */
export async function definitionsAgree(url: string): Promise<void> {
  const account = AwsAccount.numbered(url, ACCOUNT);
  for (const { name, definition, inputs } of tried()) {
    console.log(`\n== the definition of ${name}, in two interpreters`);
    const machine = await EmulatedStateMachine.make(account, REGION, { name, definition });
    const memory = await memoryServer(tableOf(definition));
    try {
      for (const { what, input } of inputs) {
        const ours = await runDefinition(definition, input, memory);
        const theirs = await machine.run(input);
        const differs = difference(flat(ours), flat(theirs));
        check(`${what}: ${ours.publications.length} publications`, differs === undefined, { differs, why: theirs.why });
      }
    } finally {
      await memory.stop();
    }
  }
  console.log("\n== what this emulator can't do");
  for (const [number, { what, state, still }] of limited.entries()) {
    const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Only", States: { Only: state } });
    const machine = await EmulatedStateMachine.make(account, REGION, {
      name: `limit-${number}`,
      definition,
      asItIs: true,
    });
    const run = await machine.run({});
    check(`${what}, as we say`, still(run), run);
  }
}

function tableOf(definition: string): string {
  return /"TableName":"([\w.-]+)"/.exec(definition)?.[1] ?? "no-table";
}

interface Ended {
  readonly status: string;
  readonly publications: readonly Publication[];
}

/** Everything that came of it, one value a line; queues keep no order. */
function flat({ status, publications }: Ended): readonly string[] {
  const key = ({ TopicArn, Message }: Publication) => `${TopicArn} ${Message}`;
  const sorted = [...publications].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return [
    status,
    // Without attributes: from a state machine, the emulator sends none.
    ...sorted.flatMap(({ TopicArn, Subject, Message }) => [
      `to ${TopicArn}: ${Subject ?? "no subject"}`,
      ...sameJson(Message).split("\n"),
    ]),
  ];
}

/** One of them writes every character beyond ASCII by its number in JSON, which is the same data. */
function sameJson(message: string): string {
  return message.startsWith("{") ? JSON.stringify(JSON.parse(message)) : message;
}

function difference(ours: readonly string[], theirs: readonly string[]): object | undefined {
  const at = [...ours, ...theirs].findIndex((_, line) => ours[line] !== theirs[line]);
  return at < 0 ? undefined : { ours: ours[at], theirs: theirs[at] };
}

const TABLE = "secretwatch-memory";
const KEY = { pk: { S: "{% $states.input.pk %}" }, sk: { S: "seen" } };
const SAME = "{% $states.input %}";

const remember = {
  Type: "Task",
  Resource: "arn:aws:states:::dynamodb:putItem",
  Arguments: {
    TableName: TABLE,
    Item: { ...KEY, times: { N: "1" } },
    ConditionExpression: "attribute_not_exists(pk)",
  },
  Assign: { known: false },
  Output: SAME,
  Catch: [
    {
      ErrorEquals: ["DynamoDB.ConditionalCheckFailedException", "DynamoDb.ConditionalCheckFailedException"],
      Assign: { known: true },
      Output: SAME,
      Next: "Count",
    },
  ],
  Next: "Look",
};

const count = {
  Type: "Task",
  Resource: "arn:aws:states:::dynamodb:updateItem",
  Arguments: {
    TableName: TABLE,
    Key: KEY,
    UpdateExpression: "ADD times :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValues: "ALL_NEW",
  },
  Assign: { times: "{% $number($states.result.Attributes.times.N) %}" },
  Output: SAME,
  Next: "Look",
};

const look = {
  Type: "Task",
  Resource: "arn:aws:states:::aws-sdk:dynamodb:query",
  Arguments: {
    TableName: TABLE,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": KEY.pk },
  },
  Assign: { found: "{% [$states.result.Items.times.N] %}" },
  Output: SAME,
  Next: "Wait",
};

/** What state machines here are made of, in few states: a condition that fails, a counter, a query, a wait, a message. */
function languageDefinition(): string {
  return JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Remember",
    States: {
      Remember: remember,
      Count: count,
      Look: look,
      Wait: { Type: "Wait", Seconds: "{% 1 + 1 %}", Next: "Tell" },
      Tell: publish({
        Subject: "{% $known ? 'again' : 'new' %}",
        Message: "{% $string({ 'pk': $states.input.pk, 'times': $found }) %}",
      }),
    },
  });
}

function publish(more: object): object {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::sns:publish",
    Arguments: { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:secretwatch-alerts`, ...more },
    End: true,
  };
}
