import { ConfigError, problemsJson, type Problem } from "../config/files/problem";
import { loadOrganization } from "../config/load-organization";
import { SECRET_READ_ID } from "../detections/catalogue/secrets-reads";
import { filterCount, mostFilters } from "../detections/compiled";
import type { Organization } from "../organization/organization";
import type { Expectation } from "../organization/reads-of-account";
import { undecidedParameters, undecidedReads } from "../reads/undecided-reads";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { joined, json, terminal } from "../text/terminal";
import { optInRegions } from "./opt-in-regions";
import { documentation } from "./package-root";
import { sayNote } from "./say-note";
import { print } from "../text/print";

/** In us-east-1, as docs/expected-readers.md adds it up. */
const DOLLARS_A_MILLION = 4;

/**
 * Checks the configuration and says how much of the log group's quota its detections use, and which regions have to be
 * enabled first.
 *
 * @throws ConfigError with every problem
 */
export function check(file: string, asJson: boolean): void {
  const notes: Problem[] = [];
  const organization = loaded(file, asJson, notes);
  const { members, detections } = organization;
  const result = {
    file,
    members: members.length,
    secrets: members.reduce((count, member) => count + member.secrets.length, 0),
    watchedSecrets: members.reduce((count, member) => count + member.watchedSecrets.length, 0),
    watchedParameters: members.reduce((count, member) => count + member.watchedParameters.length, 0),
    detections: detections.length,
    metricFilters: {
      used: filterCount(detections),
      quota: mostFilters(organization.trail.existing !== undefined),
    },
    countedOnly: detections.filter(({ severity }) => severity === "info").map(({ id }) => id),
    decidedByComposer: decidedByComposer(organization),
    optInRegions: optInRegions(organization).map(({ region, accounts }) => ({
      region,
      accountIds: accounts.map(({ id }) => id),
    })),
    problems: problemsJson(notes, "warning"),
  };
  if (asJson) {
    print(json(result, 2));
    return;
  }
  const { used, quota } = result.metricFilters;
  const watched = result.watchedSecrets === 0 ? "" : ` and ${result.watchedSecrets} watched where they are`;
  const parameters =
    result.watchedParameters === 0 ? terminal`` : terminal`, ${plural(result.watchedParameters, "parameter")}`;
  print(
    terminal`${file} is correct: ${plural(result.members, "member")}, ${plural(result.secrets, "secret")}${watched}${parameters}, ${plural(result.detections, "detection")}.`,
  );
  print(terminal`Metric filters of the log group: ${used} of ${quota} used, ${quota - used} left.`);
  sayCountedOnly(result.countedOnly);
  sayDecided(result.decidedByComposer);
  if (result.optInRegions.length === 0) return;
  const regions = result.optInRegions.map(
    ({ region, accountIds: { length } }) => `${region} in ${plural(length, "account")}`,
  );
  print(
    terminal`Opt-in regions: ${joined(regions, ", ")}. Enable each in its accounts before you deploy, or let accounts leave it out (regions): ${documentation("deploying.md")}.`,
  );
}

/** What raises no alarm, by default or by choice: nobody is to believe that it does. */
function sayCountedOnly(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const { length } = ids;
  const rest = ids.includes(SECRET_READ_ID) ? "; reads by whoever is not expected have messages of their own" : "";
  print(
    terminal`${plural(length, "detection")} ${length === 1 ? "is" : "are"} counted and charted, and ${length === 1 ? "raises" : "raise"} no alarm: ${andMore(ids, 3)}${rest}.`,
  );
}

/** For machines, what is wrong goes to standard output as well. @param notes to which what could be better is added */
function loaded(file: string, asJson: boolean, notes: Problem[]): Organization {
  try {
    return loadOrganization(
      file,
      (note) => {
        notes.push(note);
        sayNote(note);
      },
      { now: new Date() },
    );
  } catch (error) {
    if (error instanceof ConfigError && asJson)
      print(json({ file, problems: problemsJson(error.problems, "error") }, 2));
    throw error;
  }
}

interface Decided {
  readonly account: string;
  readonly reader: string;
  /** Rules compare no networks, and know one list of endpoints of a reader; and there is no room in them for some. */
  readonly because: "places" | "room";
}

/** Readers whose expected reads rules send. */
function decidedByComposer(organization: Organization): readonly Decided[] {
  const all = undecidedReads(organization).flatMap(({ account, strangers, undecided: { expectations } }) => {
    const placed = new Set(expectations.filter(hasUnruledPlaces).map(({ reader }) => reader));
    return [...new Set([...strangers, ...placed])].map((reader): Decided => ({
      account: account.name,
      reader,
      because: placed.has(reader) ? "places" : "room",
    }));
  });
  const ofParameters = undecidedParameters(organization).flatMap(({ account, undecided }) =>
    undecided.expectations.map(({ reader, from }): Decided => ({
      account: account.name,
      reader,
      // No rule of parameters compares places.
      because: from === undefined ? "room" : "places",
    })),
  );
  return [...new Map([...all, ...ofParameters].map((each) => [`${each.account} ${each.reader}`, each])).values()];
}

/** Networks, or places that another entry of the reader does not have. */
function hasUnruledPlaces(
  { reader, from, networks = [] }: Expectation,
  _: number,
  all: readonly Expectation[],
): boolean {
  if (from === undefined) return false;
  return networks.length > 0 || all.some((other) => other.reader === reader && other.from !== from);
}

const why: Readonly<Record<Decided["because"], string>> = {
  room: "told apart by the message composer, not by rules",
  places: "with networks, or with other places for other secrets, which the message composer compares, not rules",
};

const sent: Readonly<Record<Decided["because"], string>> = {
  room: "Each of their reads is sent there",
  places:
    "Each of their reads that comes through none of the VPC endpoints that all of their entries have is sent there",
};

function sayDecided(all: readonly Decided[]): void {
  for (const because of ["room", "places"] as const) {
    const decided = all.filter((each) => each.because === because);
    if (decided.length === 0) continue;
    const names = andMore(
      decided.map(({ account, reader }) => `${reader} in ${account}`),
      3,
    );
    print(
      terminal`${plural(decided.length, "expected reader")} ${why[because]}: ${names}. ${sent[because]}, about $${DOLLARS_A_MILLION} a million: ${documentation("expected-readers.md")}.`,
    );
  }
}
