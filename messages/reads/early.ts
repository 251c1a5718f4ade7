import { CROWD_SECONDS } from "../states/budgets";
import { constant } from "../states/jsonata";
import { LINE } from "../states/mail-line";
import { expiresIn, key, number, update } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";
import { partitions } from "./memory";

/** The first of the states below. */
export const PUT_ON_EARLY_LIST = "Put it on the early list";

/** Calls for a digest before its time, once for all whose mails find no place in the line. */
export function earlyStates(facts: ComposerFacts, next: string): Readonly<Record<string, unknown>> {
  return {
    [PUT_ON_EARLY_LIST]: update(facts, {
      request: `{
  "Key": ${key(constant(partitions.held), "$memory.listed")},
  "UpdateExpression": "SET early = :true, expires = :expires",
  "ExpressionAttributeValues": { ":true": { "BOOL": true }, ":expires": ${expiresIn(48)} }
}`,
      next: "Does somebody call for it",
    }),
    "Does somebody call for it": update(facts, {
      request: `{
  "Key": ${key(constant(LINE), constant("early"))},
  "UpdateExpression": "SET #until = :until",
  "ConditionExpression": "attribute_not_exists(#until) OR #until < :now",
  "ExpressionAttributeNames": { "#until": "until" },
  "ExpressionAttributeValues": {
    ":until": ${number(`$millis() + ${CROWD_SECONDS * 1000}`)},
    ":now": ${number("$millis()")}
  }
}`,
      next: "Let others join",
      otherwise: next,
    }),
    "Let others join": { Type: "Wait", Seconds: CROWD_SECONDS, Next: "Call for a digest" },
    "Call for a digest": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:sfn:startExecution"),
      Arguments: { StateMachineArn: facts.digestArn, Input: '{"early":true}' },
      TimeoutSeconds: 10,
      Retry: [
        { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
      ],
      Next: next,
    },
  };
}
