import { Decider } from "../decide/decider";
import { parseLocated } from "../parse";
import type { LocatedPattern } from "../parse";
import { FilterPatternSyntaxError } from "../syntax-error";
import { alwaysMatches } from "./always-matches";
import { booleansAsText } from "./boolean-as-text";
import { missingEventSource, unusualEventSources } from "./event-source";
import type { Finding } from "./finding";
import { innerAsterisks } from "./inner-asterisk";
import { length, regexes, wildcardSelectors } from "./limits";
import type { LintOptions } from "./lint-options";
import { BOOLEAN_TEXTS_IN_CLOUDTRAIL } from "./lint-options";
import { neverMatches } from "./never-matches";
import { repeatedSuffixes } from "./repeated-suffix";
import { unguardedNotEquals } from "./unguarded-not-equal";

/** Everything wrong or doubtful about a filter pattern for CloudTrail events, by position. A syntax error hides the rest. */
export function lint(text: string, options: LintOptions = {}): readonly Finding[] {
  const parsed = tryToParse(text);
  if ("rule" in parsed) return [...length(text), parsed];
  const decider = new Decider();
  const findings = [
    ...length(text),
    ...regexes(parsed),
    ...wildcardSelectors(parsed),
    ...(options.requireEventSource === false ? [] : missingEventSource(parsed)),
    ...unusualEventSources(parsed),
    ...unguardedNotEquals(parsed, options.alwaysPresent),
    ...booleansAsText(parsed, options.booleanTexts ?? BOOLEAN_TEXTS_IN_CLOUDTRAIL),
    ...neverMatches(parsed, decider),
    ...alwaysMatches(parsed, decider, options.alwaysPresent),
    ...innerAsterisks(parsed),
    ...repeatedSuffixes(parsed),
  ];
  return findings.sort((one, other) => (one.position ?? -1) - (other.position ?? -1));
}

function tryToParse(text: string): LocatedPattern | Finding {
  try {
    return parseLocated(text);
  } catch (error) {
    if (!(error instanceof FilterPatternSyntaxError)) throw error;
    const { position, found, allowed, hint } = error;
    return {
      rule: "syntax",
      severity: "error",
      message: `Found ${found} at position ${position}.`,
      remedy: hint ?? `Write ${allowed.join(" or ")} there.`,
      position,
    };
  }
}
