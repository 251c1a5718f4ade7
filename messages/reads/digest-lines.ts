import { expression, first, using } from "../states/jsonata";
import { query } from "../states/memory";
import { accountNamed, ownersFunction } from "../wording/directory";
import { utc } from "../wording/time";
import type { ComposerFacts } from "./composer-facts";

/**
 * How many accounts are looked at together, and how many of their reads at first: together far below the 256 KiB of a
 * state, also where every name is as long as it is remembered.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const ACCOUNTS_AT_ONCE = 40;
export const FIRST_READS = 5;
/** The same of accounts with more reads than these. */
export const LONG_ACCOUNTS_AT_ONCE = 8;
export const MORE_READS = 25;

/** Some reads of each of `$batch`, as lines, and where to go on for the rest. */
export function readsOfEach(
  facts: ComposerFacts,
  { next, ...variables }: { readonly lines: string; readonly long: string; readonly next: string },
): unknown {
  return {
    Type: "Map",
    Items: expression("$batch"),
    MaxConcurrency: ACCOUNTS_AT_ONCE,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Its account",
      States: {
        "Its account": {
          Type: "Pass",
          Assign: {
            listing: expression("$states.input.listed"),
            from: expression("$exists($states.input.from) ? $states.input.from : {}"),
            account: expression(accountNamed(facts, '$substringAfter($states.input.listed, "#")')),
          },
          Next: "Its reads",
        },
        "Its reads": query(facts, {
          request: `$merge([{
  "KeyConditionExpression": "pk = :account AND begins_with(sk, :window)",
  "FilterExpression": "attribute_exists(hits) AND (attribute_not_exists(told) OR hits > told)",
  "ExpressionAttributeValues": {
    ":account": { "S": "account#" & $substringAfter($listing, "#") },
    ":window": { "S": "held#" & $substringBefore($listing, "#") & "#" }
  },
  "Limit": $size
}, $exists($from.pk) ? { "ExclusiveStartKey": $from } : {}])`,
          assign: {
            reads: "[$states.result.Items]",
            rest: "$exists($states.result.LastEvaluatedKey) ? $states.result.LastEvaluatedKey : {}",
          },
          next: "Its lines",
        }),
        "Its lines": {
          Type: "Pass",
          Output: {
            lines: expression(linesOf(facts)),
            more: expression('$exists($rest.pk) ? [{ "listed": $listing, "from": $rest }] : []'),
          },
          End: true,
        },
      },
    },
    Assign: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, expression(`[${value}]`)])),
    Next: next,
  };
}

/** JSONata of lines of `$reads`, items of the table, of `$account`. */
export function linesOf(facts: Pick<ComposerFacts, "secretOwners">): string {
  return using(
    [
      first,
      utc,
      ownersFunction(facts),
      `$what := function($result) { $result = "read" ? " read " : " was refused (" & $result & ") " }`,
    ],
    `[$reads.(
  $left := $number(hits.N) - ($exists(told.N) ? $number(told.N) : 0);
  {
    "account": $account.id,
    "name": $account.name,
    "severity": severity.S,
    "reads": $left,
    "owners": $ownersOf($account, secret.S),
    "planned": $exists(planned.S),
    "text": "[" & severity.S & "] " & ($exists(planned.S) ? "planned work (" & planned.S & "): " : "") & reader.S & $what(result.S) & secret.S & ": "
      & ($left = 1 ? "once, " & $utc(last.S) : $string($left) & " times, " & $substringBefore($utc(first.S), " UTC") & " to " & $utc(last.S))
  }
)]`,
  );
}
