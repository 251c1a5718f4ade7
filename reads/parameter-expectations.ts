import type { ExpectedReader, Reader } from "../organization/reads-of-account";
import { entriesAbout, expectationsOf, type EntryOf } from "./expectations";
import { contains, isPath, type ListedParameters, parameterNames, type ReadableParameter } from "./parameters";
import { fromAnywhere } from "./places";
import { covers } from "./readers";

/** Beginnings of a name that no longer fits: what else begins alike is sent, too. */
export const LONGEST_NAME = 100;

/** Whether a name is so long that a pattern has its beginning alone. */
export function isCut(parameter: ReadableParameter): boolean {
  return parameter.name.length > LONGEST_NAME + (isPath(parameter) ? 1 : 0);
}

/** Who may read a parameter: its readers, and those of the paths that it is below. */
export function readersOf(parameter: ReadableParameter, all: readonly ReadableParameter[]): readonly ExpectedReader[] {
  return all
    .filter((each) => !each.decoy && contains(each, parameter))
    .flatMap(({ expectedReaders }) => expectedReaders);
}

/** Readers whom no rule of a parameter knows: those with places, and those whose parameters are below a path that only others may read. */
export function unknownToRules({ accountReaders, parameters }: ListedParameters): readonly Reader[] {
  const cut = parameters.some(isCut);
  const placed = [...accountReaders, ...parameters.flatMap(({ expectedReaders }) => expectedReaders)].filter(
    ({ from }) => from !== undefined,
  );
  const overlapping = parameters.flatMap((parameter) => {
    const around = parameters.filter((each) => each !== parameter && contains(each, parameter));
    const known = around.map((each) => fromAnywhere([...accountReaders, ...readersOf(each, parameters)]));
    return fromAnywhere(parameter.expectedReaders).filter(
      (reader) => cut || known.some((some) => !some.some((wide) => covers(wide, reader))),
    );
  });
  // What begins like a decoy is sent whoever reads it.
  const ofAccount = cut ? fromAnywhere(accountReaders) : [];
  return [...placed.map(({ reader }) => reader), ...ofAccount, ...overlapping];
}

/** Those that are left to decide with all that they may read from a place, and everybody who may be the same caller. */
export function expectationsOfParameters(
  { accountReaders, parameters }: ListedParameters,
  undecided: ReadonlySet<Reader>,
) {
  const entries: readonly EntryOf<ReadableParameter>[] = [
    ...accountReaders,
    ...parameters
      .filter(({ decoy }) => !decoy)
      .flatMap((parameter) => parameter.expectedReaders.map((each) => ({ ...each, thing: parameter }))),
  ];
  return expectationsOf(entriesAbout(undecided, entries), parameterNames);
}
