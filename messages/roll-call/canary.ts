import { catchAll } from "../states/catching";
import { constant, expression, using } from "../states/jsonata";
import { get, key, number } from "../states/memory";
import { missingMillis, rollCallMemory, type RollCallFacts } from "./facts";
import { rollCallKey, set } from "./task";

const run = constant(rollCallMemory.run);
const { partition, sort } = rollCallMemory.canary;

/** A read that CloudTrail records, and when the last one came through to the composer. */
export function canaryStates(facts: RollCallFacts, tell: NonNullable<RollCallFacts["tell"]>, next: string) {
  return {
    "Send the canary": {
      Type: "Task",
      Resource: facts.integrationArn("aws-sdk:secretsmanager:getSecretValue"),
      Arguments: {
        SecretId: expression(`${constant(tell.canarySecretPrefix)} & $string($floor($instant / 1000))`),
      },
      TimeoutSeconds: 20,
      // There is no such secret, so an error is what is expected. Any other error shows as a canary that is lost.
      Catch: catchAll("When it ran", { Output: {} }),
      Output: {},
      Next: "When it ran",
    },
    "When it ran": get(facts, {
      request: `{ "Key": ${rollCallKey(run)}, "ConsistentRead": true }`,
      assign: { run: lastRun(facts) },
      next: "When the canary arrived",
    }),
    "When the canary arrived": get(facts, {
      request: `{ "Key": ${key(constant(partition), constant(sort))}, "ConsistentRead": true }`,
      assign: { canary: lastCanary(facts) },
      next: "It runs",
    }),
    "It runs": set(facts, run, {
      what: "started = :started, ran = :ran",
      values: { ":started": number("$run.started"), ":ran": number("$instant") },
      next,
    }),
  };
}

function lastRun(facts: RollCallFacts): string {
  return using(
    [
      "$item := $states.result.Item",
      // After a pause, nothing is known of the time in between.
      `$goesOn := $exists($item.ran) ? $instant - $number($item.ran.N) <= ${missingMillis(facts)} : false`,
    ],
    '{ "started": $goesOn ? $number($item.started.N) : $instant, "lost": $exists($item.lost) ? $number($item.lost.N) : 0 }',
  );
}

function lastCanary(facts: RollCallFacts): string {
  return using(
    [
      "$arrived := $exists($states.result.Item.at) ? $number($states.result.Item.at.N) : 0",
      `$isThere := $instant - $arrived <= ${missingMillis(facts)}`,
      `$isLost := $instant - $max([$arrived, $run.started]) > ${missingMillis(facts)}`,
    ],
    `{
  "arrived": $arrived,
  "news": $isLost and $run.lost = 0 ? "lost" : $isThere and $run.lost > 0 ? "back" : "none"
}`,
  );
}
