import { leveled } from "../../reads/undecided-reads";
import { eventSource, stores } from "../../detections/stores";
import { constant, expression, using } from "../states/jsonata";
import type { ComposerFacts } from "./composer-facts";

/** What a drill calls itself behind the prefix: the time when it began, and a number that nobody guesses. */
const DRILL_RUN = "[0-9]{14}-[0-9a-f]{8}";
const DRILL_RUN_LENGTH = 23;

/** A drill's read, of which programs and people are told nothing: what matters is that it is in the journal. */
export function drillStates(
  facts: ComposerFacts,
  next: { readonly drill: string; readonly otherwise: string },
): Readonly<Record<string, unknown>> {
  return {
    "Is it a drill": {
      Type: "Choice",
      Choices: [{ Condition: expression(isSilentDrill(facts.drill)), Next: next.drill }],
      Default: next.otherwise,
    },
  };
}

/** Whether `$received` is a read of a drill that tells nobody. */
export function isSilentDrill({ secretPrefix, ...drill }: ComposerFacts["drill"]): string {
  return isDrillOf(drill, secretPrefix);
}

/** Whether `$received` is a read of a drill that people are told of, as one. */
export function isLoudDrill({ loudSecretPrefix, ...drill }: ComposerFacts["drill"]): string {
  return isDrillOf(drill, loudSecretPrefix);
}

/**
 * A read by name, by the account's own drill role, of a secret that does not exist. Where there is one of that name, the call gets its
 * value, and where the role may not ask, it is denied: both are told as by anybody else.
 */
function isDrillOf({ readerArn }: Pick<ComposerFacts["drill"], "readerArn">, secretPrefix: string): string {
  const [beforeAccount = "", afterAccount = ""] = readerArn.split(leveled.account);
  return using(
    [
      "$record := $received.event.detail",
      '$text := function($value) { $type($value) = "string" ? $value : "" }',
      "$named := $text($record.requestParameters.secretId)",
      `$run := $substring($named, ${secretPrefix.length})`,
      `$ownRole := ${constant(beforeAccount)} & $text($record.recipientAccountId) & ${constant(afterAccount)}`,
    ],
    `$record.eventSource = ${constant(eventSource(stores.secrets))}
  and $record.eventName = "GetSecretValue"
  and $record.errorCode = "ResourceNotFoundException"
  and $record.userIdentity.sessionContext.sessionIssuer.arn = $ownRole
  and $substring($named, 0, ${secretPrefix.length}) = ${constant(secretPrefix)}
  and $length($run) = ${DRILL_RUN_LENGTH} and $contains($run, /^${DRILL_RUN}/)`,
  );
}
