import { expression } from "./jsonata";
import { Kept, type Said } from "./forms";
import type { Memory } from "./memory";

/** A topic may be throttled or a moment out of reach. */
export const PUBLISH_RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: "FULL" },
];

declare const content: unique symbol;

/** What a topic gets. It takes what was brought into its form only; programs take everything as it came. */
export type Content = Readonly<Record<string, unknown>> & { readonly [content]: true };

export function mailOf(subject: Said<"subject">, text: Said<"mail">): Content {
  return { Subject: expression(subject), Message: expression(text) } as unknown as Content;
}

export function postedOf(post: Said<"post">): Content {
  return { Message: expression(`$string(${post})`) } as unknown as Content;
}

/** @param json - JSONata of what programs get */
export function forPrograms(json: string): Content {
  return { Message: expression(`$string(${json})`) } as unknown as Content;
}

/**
 * A mail to those owners whose subscriptions filter by this attribute.
 *
 * @param owners - JSONata of their addresses
 */
export function toOwners(owners: string, { ...mail }: Content): Content {
  const attribute = { DataType: "String.Array", StringValue: expression(`$string(${owners})`) };
  return { ...mail, MessageAttributes: { owners: attribute } };
}

/** The one state that sends anything, with further members. */
export function publish(
  { integrationArn }: Pick<Memory, "integrationArn">,
  topicArn: string,
  sent: Content,
  more: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    Type: "Task",
    Resource: integrationArn("sns:publish"),
    Arguments: { TopicArn: topicArn, ...sent },
    Retry: PUBLISH_RETRY,
    ...more,
  };
}

/** What `$messages` has in each form. `event` is beside them, and `owners` as a list of addresses. */
export const worded = {
  subject: new Kept<"subject">("subject"),
  text: new Kept<"mail">("text"),
  manySubject: new Kept<"subject">("manySubject"),
  manyText: new Kept<"mail">("manyText"),
  chat: new Kept<"post">("chat"),
} as const;

/** What is sent, and where it goes on. */
interface Sending {
  /** Whom it sends to: names of states are unique in the whole state machine. */
  readonly whom: string;
  /** JSONata of the deliveries. */
  readonly items: string;
  /** Forms that are among them. */
  readonly forms: readonly (keyof typeof ways)[];
  readonly next: string;
  /** More members of the state. @default - none */
  readonly after?: Readonly<Record<string, unknown>>;
}

const mail = mailOf(worded.subject.of("$messages"), worded.text.of("$messages"));

/** States that send `$messages`, by the form of a delivery. */
const ways = {
  mail: { name: "Mail people", sent: mail },
  owners: { name: "Mail owners", sent: toOwners("$messages.owners", mail) },
  many: {
    name: "Mail of many",
    sent: mailOf(worded.manySubject.of("$messages"), worded.manyText.of("$messages")),
  },
  chat: { name: "Post it", sent: postedOf(worded.chat.of("$messages")) },
  event: { name: "Send JSON", sent: forPrograms("$messages.event") },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly sent: Content }>>;

/**
 * Sends each of `$messages` to its topic. A topic that refuses keeps no other one waiting, and is told afterwards: the output
 * of each is `{"sent": BOOLEAN}`.
 */
export function sendEach(facts: Pick<Memory, "integrationArn">, { whom, items, forms, next, after }: Sending): unknown {
  const named = (name: string) => `${name} (${whom})`;
  return {
    Type: "Map",
    Items: expression(`[${items}]`),
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: named("In which form"),
      States: {
        [named("In which form")]: {
          Type: "Choice",
          Choices: forms.map((form) => ({
            Condition: expression(`$states.input.form = "${form}"`),
            Next: named(ways[form].name),
          })),
          Default: named("In no form"),
        },
        ...Object.fromEntries(
          forms.map((form) => [
            named(ways[form].name),
            publish(facts, expression("$states.input.topicArn"), ways[form].sent, {
              Catch: [{ ErrorEquals: ["States.ALL"], Output: { sent: false }, Next: named("Not sent") }],
              Output: { sent: true },
              End: true,
            }),
          ]),
        ),
        [named("In no form")]: { Type: "Pass", Output: { sent: false }, End: true },
        [named("Not sent")]: { Type: "Pass", End: true },
      },
    },
    ...after,
    Next: next,
  };
}
