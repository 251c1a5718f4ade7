import { callsOf, readsOf, stores } from "../detections/stores";
import type { Reader, UndecidedParameters } from "../organization/reads-of-account";
import { all, any, type Condition, field, not } from "../patterns/condition";
import { MAX_EVENT_PATTERN_LENGTH } from "../patterns/compile/event-pattern";
import { type ListedParameters, namesOf, parameterNames, pathsTo, type ReadableParameter } from "./parameters";
import { fromAnywhere } from "./places";
import { expectationsOfParameters, isCut, LONGEST_NAME, readersOf, unknownToRules } from "./parameter-expectations";
import { lengthIn } from "./unexpected-reads";
import { asManyAsFit } from "./as-many-as-fit";
import { covers, isAmong, widest } from "./readers";

/** A rule of an account and region, which sends what its condition matches. */
export interface ParameterRule {
  /** Who may read what it is about in silence, so that the rules of others stay as they are. @default - calls that name nothing of the list */
  readonly readers?: readonly Reader[];
  /** From 1, where one pattern can't hold it. */
  readonly part: number;
  readonly condition: Condition;
}

/** All rules of an account and region, and what is needed to tell exactly what they send. */
export interface ParameterRules {
  readonly rules: readonly ParameterRule[];
  /** @default - nothing is listed, and nothing sent */
  readonly undecided?: UndecidedParameters;
}

const store = stores.parameters;
const reads = readsOf(store);
const name = field("requestParameters.name");
const names = field("requestParameters.names[]");
const path = field("requestParameters.path");

/**
 * Rules that together match each unexpected read of a listed parameter. Unexpected is
 * - a call that returns the value of one, by somebody who is not among its readers and those of the account;
 * - a call that was denied, whoever made it, for one of them or for what the record does not say.
 *
 * They match more than that: calls that were denied, names that only look different, paths. `undecided` has what is needed to tell.
 *
 * @param longest longest event pattern, in characters
 */
export function parameterRules(
  listed: ListedParameters,
  longest = MAX_EVENT_PATTERN_LENGTH,
  mostRules = MOST_RULES,
): ParameterRules {
  const { parameters } = listed;
  if (parameters.length === 0) return { rules: [] };
  const exact = rulesOf(groupsOf(listed), longest);
  const fits = exact.rules.length <= mostRules;
  const { rules, strangers } = fits ? exact : rulesOf(roughGroups(listed), longest);
  const everybody = fits
    ? []
    : [listed.accountReaders, ...parameters.map(({ expectedReaders }) => expectedReaders)]
        .flat()
        .map(({ reader }) => reader);
  return {
    rules: [{ part: 1, condition: whateverItNames }, ...rules],
    undecided: {
      watched: parameterNames(parameters),
      decoys: parameterNames(parameters.filter(({ decoy }) => decoy)),
      expectations: expectationsOfParameters(listed, new Set([...strangers, ...unknownToRules(listed), ...everybody])),
    },
  };
}

/** Rules of some groups, and readers that do not fit into them. */
function rulesOf(groups: readonly ParameterGroup[], longest: number) {
  const made = groups.map(({ readers, members }) => {
    const known = fitting(readers, members, longest);
    return {
      rules: packed(members, known, longest).map((condition, index) => ({ readers, part: index + 1, condition })),
      strangers: readers.filter((reader) => !known.some((each) => covers(each, reader))),
    };
  });
  return {
    rules: made.flatMap(({ rules }) => rules),
    strangers: made.flatMap(({ strangers }) => strangers),
  };
}

/**
 * What is sent whatever it names. A denied call may be recorded without its request. Parameter Store takes spaces off a name, and EventBridge
 * does not; no path is an ARN as far as is documented.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
const whateverItNames: Condition = any(
  all(
    callsOf(store),
    field("errorCode").startsWith("AccessDenied"),
    any(store.returnsValues, all(name.isAbsent(), names.isAbsent(), path.isAbsent())),
  ),
  all(
    reads,
    any(...[name, names, path].flatMap((each) => [each.startsWith(" "), each.endsWith(" ")]), path.startsWith("arn:")),
  ),
);

/**
 * Rules of parameters that an account and region may have, of the 300 that a bus takes. Where lists need more, rules know where the names
 * begin, and the composer all the rest.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const MOST_RULES = 100;

interface ParameterGroup {
  readonly readers: readonly Reader[];
  readonly members: readonly ReadableParameter[];
}

/** Parameters with the same readers from anywhere, who are also those of the paths that they are below. */
function groupsOf({ accountReaders, parameters }: ListedParameters): readonly ParameterGroup[] {
  const groups = new Map<string, ParameterGroup>();
  for (const parameter of parameters) {
    const readers = widest(
      parameter.decoy ? [] : fromAnywhere([...accountReaders, ...readersOf(parameter, parameters)]),
    );
    const key = [...readers].sort().join(" ");
    groups.set(key, { readers, members: [...(groups.get(key)?.members ?? []), parameter] });
  }
  return [...groups.values()];
}

/** Whatever begins like what is listed, by anybody but readers of the account; and decoys, by anybody. */
function roughGroups({ accountReaders, parameters }: ListedParameters): readonly ParameterGroup[] {
  const others = parameters.filter(({ decoy }) => !decoy).map((each) => ({ ...each, name: beginningOf(each.name) }));
  const unique = [...new Map(others.map((each) => [each.name, each])).values()];
  const decoys = parameters.filter(({ decoy }) => decoy);
  const readers = widest(fromAnywhere(accountReaders));
  // Groups are known by their readers.
  if (readers.length === 0) return [{ readers, members: [...unique, ...decoys] }];
  return [
    { readers, members: unique },
    { readers: [], members: decoys },
  ];
}

/** `/prod/` of `/prod/db/password`; the whole name where that is all. */
function beginningOf(name: string): string {
  return /^(arn:.*?:parameter)?\/[^/]*\/?/.exec(name)![0];
}

/** As many readers as fit beside each parameter of theirs. */
function fitting(readers: readonly Reader[], members: readonly ReadableParameter[], longest: number) {
  return asManyAsFit(readers, (some) =>
    members.every((member) => lengthIn(store, readsBeyond([member], some)) <= longest),
  );
}

/** As few conditions as the parameters fit into, in their order. */
function packed(members: readonly ReadableParameter[], readers: readonly Reader[], longest: number) {
  const packs: ReadableParameter[][] = [];
  for (const member of members) {
    const last = packs.at(-1);
    if (last !== undefined && lengthIn(store, readsBeyond([...last, member], readers)) <= longest) last.push(member);
    else packs.push([member]);
  }
  return packs.map((pack) => readsBeyond(pack, readers));
}

/** Reads of some parameters by anybody else than these readers. */
function readsBeyond(parameters: readonly ReadableParameter[], readers: readonly Reader[]): Condition {
  return all(reads, ...(readers.length === 0 ? [] : [not(isAmong(readers))]), any(...namings(parameters)));
}

function namings(parameters: readonly ReadableParameter[]): readonly Condition[] {
  const whole = parameters.filter((each) => !isCut(each));
  const cut = parameters.filter(isCut).map(({ name, ...rest }) => ({ ...rest, name: name.slice(0, LONGEST_NAME) }));
  const forms = [
    ...whole.map(namesOf),
    ...cut.map(namesOf).map(({ exact, prefixes }) => ({ exact: [], prefixes: [...exact, ...prefixes] })),
  ];
  const paths = whole.map(pathsTo);
  const named = (where: ReturnType<typeof field>, exact: readonly string[], prefixes: readonly string[]) => [
    ...(exact.length === 0 ? [] : [where.isOneOf(...new Set(exact))]),
    ...[...new Set(prefixes)].map((prefix) => where.startsWith(prefix)),
  ];
  const exact = forms.flatMap((each) => each.exact);
  const prefixes = forms.flatMap((each) => each.prefixes);
  const recursive = paths.flatMap((each) => each.recursive);
  return [
    ...named(name, exact, prefixes),
    ...named(names, exact, prefixes),
    ...named(
      path,
      paths.flatMap(({ any: { exact: some } }) => some),
      [...paths.flatMap(({ any: { prefixes: some } }) => some), ...(cut.length === 0 ? [] : ["/"])],
    ),
    ...(recursive.length === 0
      ? []
      : [all(field("requestParameters.recursive").isTrue(), ...named(path, recursive, []))]),
  ];
}
