import { rollCallMemory } from "../roll-call/facts";
import { constant, expression, using } from "../states/jsonata";
import { key, number, put } from "../states/memory";
import type { ComposerFacts } from "./composer-facts";

/** The read by which the watch tests itself: nobody is told, and the roll call asks when it came last. */
export function canaryStates(
  facts: ComposerFacts,
  next: { readonly canary: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  const { canary } = facts;
  const { partition, sort } = rollCallMemory.canary;
  if (canary === undefined) return {};
  return {
    "Is it the canary": {
      Type: "Choice",
      Choices: [
        {
          Condition: expression(isCanary(canary)),
          Next: "The canary came",
        },
      ],
      Default: next.otherwise,
    },
    "The canary came": put(facts, {
      request: `{ "Item": $merge([
  ${key(constant(partition), constant(sort))},
  { "at": ${number("$millis()")}, "secret": { "S": $received.event.detail.requestParameters.secretId } }
]) }`,
      next: next.canary,
    }),
  };
}

/** Whether `$received` is such a read. */
export function isCanary({ readerArn, secretPrefix }: NonNullable<ComposerFacts["canary"]>): string {
  return using(
    [
      "$record := $received.event.detail",
      "$secret := $record.requestParameters.secretId",
      '$named := $type($secret) = "string" ? $secret : ""',
    ],
    `$record.userIdentity.sessionContext.sessionIssuer.arn = ${constant(readerArn)}
  and $record.errorCode = "ResourceNotFoundException"
  and $substring($named, 0, ${secretPrefix.length}) = ${constant(secretPrefix)}`,
  );
}
