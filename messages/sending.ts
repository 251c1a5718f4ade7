import { expression } from "./jsonata";

/** A topic may be throttled or a moment out of reach. */
const RETRY = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: "FULL" },
];

/**
 * Sends each of `$messages` to its topic. A topic that refuses keeps no other one waiting, and is told afterwards.
 *
 * @param publishIntegrationArn - of the integration with SNS, in its partition
 */
export function sendEach(publishIntegrationArn: string, next: string): unknown {
  const publish = (more: Readonly<Record<string, unknown>>) => ({
    Type: "Task",
    Resource: publishIntegrationArn,
    Arguments: { TopicArn: expression("$states.input.topicArn"), ...more },
    Retry: RETRY,
    Catch: [{ ErrorEquals: ["States.ALL"], Output: { sent: false }, Next: "Not sent" }],
    Output: { sent: true },
    End: true,
  });
  const mail = { Subject: expression("$messages.subject"), Message: expression("$messages.text") };
  const ofForm = (form: string) => expression(`$states.input.form = "${form}"`);
  return {
    Type: "Map",
    Items: expression("[$messages.deliveries]"),
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "In which form",
      States: {
        "In which form": {
          Type: "Choice",
          Choices: [
            { Condition: ofForm("mail"), Next: "Mail people" },
            { Condition: ofForm("owners"), Next: "Mail owners" },
          ],
          Default: "Send JSON",
        },
        "Mail people": publish(mail),
        // Subscriptions of owners take what has their address in this attribute.
        "Mail owners": publish({
          ...mail,
          MessageAttributes: {
            owners: { DataType: "String.Array", StringValue: expression("$string($messages.owners)") },
          },
        }),
        "Send JSON": publish({ Message: expression("$string($lookup($messages, $states.input.form))") }),
        "Not sent": { Type: "Pass", End: true },
      },
    },
    Next: next,
  };
}
