import { accountsOf, type Organization } from "../organization/organization";
import { plannedTime } from "../organization/planned-time";
import type { ParameterNames } from "../organization/reads-of-account";
import { covers } from "./readers";
import { leveled } from "./undecided-reads";

/** Work whose reads are told in the digest alone, as reads are compared with it. */
export interface PlannedWork {
  readonly reason: string;
  /** The first second of it, and the first after it, as CloudTrail writes times: 2026-01-31T20:00:00Z. */
  readonly from: string;
  readonly until: string;
  /** Ids. @default - every account */
  readonly accounts?: readonly string[];
  /** ARNs and services, also with `*` at their end; an account's own roles with its id left open. @default - everybody */
  readonly readers?: readonly string[];
  /** Names, and paths that end in a slash. @default - every secret, unless it is about parameters */
  readonly secrets?: ParameterNames;
  /** The same of parameters. @default - every parameter, unless it is about secrets */
  readonly parameters?: ParameterNames;
}

/** All that the configuration has, whether or not it has ended: what is deployed does not depend on the day. */
export function plannedWork(organization: Organization): readonly PlannedWork[] {
  const { silence, names } = organization;
  const ids = new Map(accountsOf(organization).map(({ name, id }) => [name, id]));
  return silence.map(({ reason, from, until, accounts, readers, secrets, parameters }) => ({
    reason,
    from: secondOf(from),
    until: secondOf(until),
    ...(accounts && { accounts: accounts.flatMap((name) => ids.get(name) ?? []) }),
    ...(readers && {
      readers: readers.map((reader) =>
        reader.startsWith("service/") ? reader : names.access.principalArn(leveled.account, reader),
      ),
    }),
    ...(secrets && { secrets: namesOf(secrets) }),
    ...(parameters && { parameters: namesOf(parameters.map((name) => (name.startsWith("/") ? name : `/${name}`))) }),
  }));
}

/** The same with readers as the file has them, which is how reviewers compare what two versions say. */
export function writtenWork(organization: Organization): readonly PlannedWork[] {
  return plannedWork(organization).map((work, index) => {
    const { readers } = organization.silence[index]!;
    return readers === undefined ? work : { ...work, readers };
  });
}

/** That of some planned work which is on at a time, in milliseconds since 1970. */
export function plannedAt(works: readonly PlannedWork[], time: number): PlannedWork | undefined {
  const second = `${new Date(time).toISOString().slice(0, "2026-01-31T20:00:00".length)}Z`;
  return works.find(({ from, until }) => from <= second && second < until);
}

function secondOf(time: string): string {
  return `${new Date(plannedTime(time)!).toISOString().slice(0, -".000Z".length)}Z`;
}

function namesOf(written: readonly string[]): ParameterNames {
  return {
    names: written.filter((name) => !name.endsWith("/*")),
    paths: written.filter((name) => name.endsWith("/*")).map((name) => name.slice(0, -1)),
  };
}

/** What an entry covers. */
export type Covered = Omit<PlannedWork, "reason">;

/** The same of two entries that differ in nothing but their reason. */
export function withoutReason(work: PlannedWork): Covered {
  return Object.fromEntries(Object.entries(work).filter(([key]) => key !== "reason")) as unknown as Covered;
}

/** Whether every read that the narrow one covers is covered by the wide one. */
export function includesWork(wide: Covered, narrow: Covered): boolean {
  const isAbout = ({ secrets, parameters }: Covered, store: "secrets" | "parameters") =>
    (store === "secrets" ? parameters : secrets) === undefined || { secrets, parameters }[store] !== undefined;
  return (
    wide.from <= narrow.from &&
    narrow.until <= wide.until &&
    isAmongAll(wide.accounts, narrow.accounts, (one, other) => one === other) &&
    isAmongAll(wide.readers, narrow.readers, covers) &&
    (["secrets", "parameters"] as const).every(
      (store) =>
        !isAbout(narrow, store) ||
        (isAbout(wide, store) && (wide[store] === undefined || isIn(wide[store], narrow[store]))),
    )
  );
}

function isAmongAll<Item>(
  wide: readonly Item[] | undefined,
  narrow: readonly Item[] | undefined,
  includes: (one: Item, other: Item) => boolean,
): boolean {
  return wide === undefined || (narrow?.every((item) => wide.some((each) => includes(each, item))) ?? false);
}

function isIn(wide: ParameterNames, narrow: ParameterNames | undefined): boolean {
  const isBelow = (name: string) => wide.paths.some((path) => name.startsWith(path));
  return (
    narrow !== undefined &&
    narrow.names.every((name) => wide.names.includes(name) || isBelow(name)) &&
    narrow.paths.every(isBelow)
  );
}
