import { constant, expression, using } from "../states/jsonata";
import { missingMillis, rollCallMemory, type RollCallFacts } from "./facts";
import { getItem, updateItem } from "./task";

/** A read that CloudTrail records, and when the last one came through to the composer. */
export function canaryStates(facts: RollCallFacts, tell: NonNullable<RollCallFacts["tell"]>, next: string) {
  const { run, canary } = rollCallMemory;
  const whatever = ["States.DataLimitExceeded", "States.ALL"];
  return {
    "Send the canary": {
      Type: "Task",
      Resource: facts.integrations["aws-sdk:secretsmanager:getSecretValue"],
      Arguments: {
        SecretId: expression(`${constant(tell.canarySecretPrefix)} & $string($floor($instant / 1000))`),
      },
      TimeoutSeconds: 20,
      // There is no such secret, so an error is what is expected. Any other error shows as a canary that is lost.
      Catch: whatever.map((error) => ({ ErrorEquals: [error], Output: {}, Next: "When it ran" })),
      Output: {},
      Next: "When it ran",
    },
    "When it ran": getItem(facts, rollCallMemory.partition, run, {
      Assign: {
        run: expression(
          using(
            [
              "$item := $states.result.Item",
              // After a pause, nothing is known of the time in between.
              `$goesOn := $exists($item.ran) ? $instant - $number($item.ran.N) <= ${missingMillis(facts)} : false`,
            ],
            '{ "started": $goesOn ? $number($item.started.N) : $instant, "lost": $exists($item.lost) ? $number($item.lost.N) : 0 }',
          ),
        ),
      },
      Next: "When the canary arrived",
    }),
    "When the canary arrived": getItem(facts, canary.partition, canary.sort, {
      Assign: {
        canary: expression(
          using(
            [
              "$arrived := $exists($states.result.Item.at) ? $number($states.result.Item.at.N) : 0",
              `$isThere := $instant - $arrived <= ${missingMillis(facts)}`,
              `$isLost := $instant - $max([$arrived, $run.started]) > ${missingMillis(facts)}`,
            ],
            `{
  "arrived": $arrived,
  "news": $isLost and $run.lost = 0 ? "lost" : $isThere and $run.lost > 0 ? "back" : "none"
}`,
          ),
        ),
      },
      Next: "It runs",
    }),
    "It runs": updateItem(
      facts,
      run,
      {
        UpdateExpression: "SET started = :started, ran = :ran",
        ExpressionAttributeValues: {
          ":started": { N: expression("$string($run.started)") },
          ":ran": { N: expression("$string($instant)") },
        },
      },
      { Next: next },
    ),
  };
}
