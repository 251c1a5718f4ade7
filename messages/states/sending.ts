import { expression } from "./jsonata";
import type { Memory } from "./memory";

/** A topic may be throttled or a moment out of reach. */
export const PUBLISH_RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: "FULL" },
];

/** What is sent, and where it goes on. */
interface Sending {
  /** Whom it sends to: names of states are unique in the whole state machine. */
  readonly whom: string;
  /** JSONata of the deliveries. */
  readonly items: string;
  readonly next: string;
  /** More members of the state. @default - none */
  readonly after?: Readonly<Record<string, unknown>>;
}

const mail = { Subject: expression("$messages.subject"), Message: expression("$messages.text") };
const ofForm = (form: string) => expression(`$states.input.form = "${form}"`);

/**
 * Sends each of `$messages` to its topic. A topic that refuses keeps no other one waiting, and is told afterwards: the output
 * of each is `{"sent": BOOLEAN}`.
 */
export function sendEach(
  { integrationArn }: Pick<Memory, "integrationArn">,
  { whom, items, next, after }: Sending,
): unknown {
  const publish = (more: Readonly<Record<string, unknown>>) => ({
    Type: "Task",
    Resource: integrationArn("sns:publish"),
    Arguments: { TopicArn: expression("$states.input.topicArn"), ...more },
    Retry: PUBLISH_RETRY,
    Catch: [{ ErrorEquals: ["States.ALL"], Output: { sent: false }, Next: `Not sent (${whom})` }],
    Output: { sent: true },
    End: true,
  });
  return {
    Type: "Map",
    Items: expression(`[${items}]`),
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: `In which form (${whom})`,
      States: {
        [`In which form (${whom})`]: {
          Type: "Choice",
          Choices: [
            { Condition: ofForm("mail"), Next: `Mail people (${whom})` },
            { Condition: ofForm("owners"), Next: `Mail owners (${whom})` },
            { Condition: ofForm("many"), Next: `Mail of many (${whom})` },
          ],
          Default: `Send JSON (${whom})`,
        },
        [`Mail people (${whom})`]: publish(mail),
        [`Mail of many (${whom})`]: publish({
          Subject: expression("$messages.manySubject"),
          Message: expression("$messages.manyText"),
        }),
        // Subscriptions of owners take what has their address in this attribute.
        [`Mail owners (${whom})`]: publish({
          ...mail,
          MessageAttributes: {
            owners: { DataType: "String.Array", StringValue: expression("$string($messages.owners)") },
          },
        }),
        [`Send JSON (${whom})`]: publish({ Message: expression("$string($lookup($messages, $states.input.form))") }),
        [`Not sent (${whom})`]: { Type: "Pass", End: true },
      },
    },
    ...after,
    Next: next,
  };
}
