import { storeNames, stores } from "../../detections/stores";
import type { Said, Speech } from "../states/forms";

const singulars = storeNames.map((store) => stores[store].thing);
const plurals = singulars.map((thing) => `${thing}s`);

/** Title of every form, as a sentence without a full stop: account, secret, reader. */
export function headline<F extends string>(to: Speech<F>): Said<F> {
  const drill = to.when("$detection.drill = true", to.say`drill in `);
  return to.say`${drill}${to.outside("$account.name")}: ${happening(to)}`;
}

/** What was read. That it is a decoy has to be seen at first glance. */
function subject<F extends string>(to: Speech<F>): Said<F> {
  const isNamed = "$exists($facts.secret.text)";
  const things = to.when(
    "$exists($facts.secret.count)",
    to.say`${to.number("$facts.secret.count")} ${to.oneOf("$lowercase($facts.secret.label)", plurals)}`,
    to.when(
      SEVERAL,
      to.when(
        "$exists($facts.secret.below)",
        to.say`${to.oneOf("$lowercase($facts.secret.label)", plurals)} below ${to.outside("$facts.secret.below")}`,
        to.say`secrets found by a filter`,
      ),
      to.when(
        isNamed,
        to.outside("$facts.secret.text"),
        to.say`a ${to.oneOf("$lowercase($facts.secret.label)", singulars)}`,
      ),
    ),
  );
  const decoys = to.when(
    SEVERAL,
    to.say`a decoy among ${things}`,
    to.when(isNamed, to.say`decoy ${things}`, to.say`a decoy`),
  );
  return to.when("$detection.decoy", decoys, things);
}

const SEVERAL = '$facts.secret.verb = "were"';

function happening<F extends string>(to: Speech<F>): Said<F> {
  const name = to.when('$facts.reader.name = "the root user"', to.say`the root user`, to.outside("$facts.reader.name"));
  const what = subject(to);
  const reader = (before: Said<F>) => to.when("$exists($facts.reader.name)", before);
  const where = to.when('$detection.kind = "elsewhere"', to.say` from an unexpected place`);
  return to.when(
    '$facts.outcome.result = "denied"',
    to.say`reading ${what}${where} was denied${reader(to.say` to ${name}`)}`,
    to.when(
      '$facts.outcome.result = "failed"',
      to.say`reading ${what}${where} failed${reader(to.say` for ${name}`)}`,
      to.say`${what} ${to.when(`${SEVERAL} and $not($detection.decoy)`, to.say`were`, to.say`was`)} read${where}${reader(to.say` by ${name}`)}`,
    ),
  );
}
