import type { Said, Speech } from "../states/forms";

/** Label of what was read. */
export function secretLabel<F extends string>(to: Speech<F>): Said<F> {
  return to.oneOf("$facts.secret.label", ["Secret", "Secrets", "Parameter", "Parameters"]);
}

/** What happened as people write it, with the code of an error behind it. */
export function outcome<F extends string>(to: Speech<F>): Said<F> {
  const code = to.outside("$facts.outcome.code");
  const result = to.oneOf("$facts.outcome.result", ["read", "denied", "failed"]);
  return to.say`${result}${to.when("$exists($facts.outcome.code)", to.say` (${code})`)}`;
}

/**
 * What whoever assumed the role called the session and themselves: nobody is to take it for a person. Single sign-on names
 * persons, and there is a line for them.
 */
export function chosenByCaller<F extends string>(to: Speech<F>): readonly Said<F>[] {
  const session = to.line("Session (chosen by the caller)", to.outside("$facts.reader.session"));
  return [
    to.when("$not($exists($facts.reader.person))", session),
    to.line("Source identity (chosen by the caller)", to.outside("$facts.reader.sourceIdentity")),
  ];
}

/** Where a reader is expected to read from that read from elsewhere. */
export function expectedFrom<F extends string>(to: Speech<F>): readonly Said<F>[] {
  return [to.line("Expected from", to.outside('$exists($verdict.from) ? $join([$verdict.from], ", ")'))];
}
