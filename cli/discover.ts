import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { RefusedCall } from "../aws/calls";
import { readConfigFiles } from "../config/files/config-files";
import { loadOrganization } from "../config/load-organization";
import { email } from "../config/schema/values";
import type { Answers } from "../discover/answers";
import { compare } from "../discover/compare";
import { discover as discovered } from "../discover/discover";
import { draft } from "../discover/draft";
import type { Found } from "../discover/found";
import { newFileDiff } from "../learn/edits/unified-diff";
import { patchDirectory } from "../learn/file-edits";
import { partitions, regionsOf } from "../organization/regions";
import { patchText } from "../text/patch";
import { complain, print } from "../text/print";
import { joined, json, terminal } from "../text/terminal";
import { type CallOptions, callsOf } from "./aws-calls";
import { discoveredJson, type DiscoveredReport, discoveredText, isByPolicy } from "./discovered-text";
import { foundRegion } from "./found-settings";
import { interruptible, INTERRUPTED } from "./interruptible";
import { INSTALLED } from "./package-root";
import { progressBar } from "./progress-bar";
import { replaceFiles } from "./replace-files";
import { startingFiles } from "./starting-files";
import { UsageError } from "./usage-error";
import { writeNew } from "./write-new";

export interface DiscoverOptions extends CallOptions {
  readonly email?: readonly string[];
  readonly owner?: string;
  readonly ownerTag?: readonly string[];
  readonly homeRegion?: string;
  readonly security?: string;
  readonly logArchive?: string;
  readonly stateBucket?: string;
  readonly region?: readonly string[];
  readonly without?: readonly string[];
  readonly secrets: boolean;
  readonly write?: boolean;
  /** Also take out what is not there any more. */
  readonly remove?: boolean;
  /** End with an exit code of its own if something differs. */
  readonly check?: boolean;
  readonly json?: boolean;
}

/** With --check: something differs. */
const DIFFERENCES = 10;

/**
 * Writes the configuration of what is in the organization, or says how it differs from what is there.
 *
 * @returns the exit code: 1 if AWS could not be asked; `DIFFERENCES`
 * @throws ConfigError with the problems of the configuration that is there
 * @throws UsageError if what should be a mail address is none, the configuration is of another organization, or a file can't be written
 */
export async function discover(configuration: string, options: DiscoverOptions): Promise<number> {
  assertAddresses(options);
  const isThere = existsSync(configuration);
  // Before AWS is asked, which may take minutes.
  const known = isThere ? loaded(configuration) : undefined;
  let found: Found;
  try {
    found = await interruptible(
      (signal) => ask(options, signal),
      () => {
        complain(terminal`Interrupted: nothing is said of a part of the organization.`);
      },
    );
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return INTERRUPTED;
    if (!(error instanceof RefusedCall)) throw error;
    const { operation, code, message } = error.refusal;
    complain(
      terminal`${operation} was refused (${code}): ${message}\nWithout it nothing can be said of the organization.`,
    );
    return 1;
  }
  assertFound(found, options);
  const report =
    known === undefined ? begun(configuration, found, options) : compared(configuration, known, found, options);
  if (options.json === true) print(json(discoveredJson(report), 2));
  else {
    print(discoveredText(report));
    if (!report.written && report.files.length > 0) print(patchText(report.files.map(({ diff }) => diff).join("")));
  }
  if (options.check !== true) return 0;
  if ((report.draft !== undefined || report.changes.length > 0) && !report.written) return DIFFERENCES;
  return found.refusals.every(isByPolicy) ? 0 : 1;
}

function loaded(configuration: string) {
  const organization = loadOrganization(configuration);
  if (organization.example) {
    throw new UsageError(
      terminal`${configuration} is an example (example: true). Move it away, and discover writes yours in its place.`,
    );
  }
  return { organization, documents: readConfigFiles(configuration).documents };
}

async function ask(options: DiscoverOptions, signal: AbortSignal): Promise<Found> {
  const { region: regions, secrets, without } = options;
  const region =
    (options.from === undefined ? undefined : savedRegion(options.from)) ?? foundRegion(process.env) ?? "us-east-1";
  const { calls, problems } = callsOf(options, { command: "discover", region, signal });
  let bar: ReturnType<typeof progressBar> | undefined;
  try {
    return await discovered(
      calls,
      { region, regions, secrets, without },
      {
        begin: (accounts) => {
          bar = progressBar("Asking accounts", accounts);
        },
        advance: () => bar?.advance(),
      },
    );
  } finally {
    bar?.end();
    for (const problem of problems) complain(terminal`${problem}`);
  }
}

/** Region in which trails were asked for when answers were saved: that of another machine's settings. */
function savedRegion(directory: string): string | undefined {
  const trails = path.join(directory, "cloudtrail", "describe-trails");
  try {
    const [account = ""] = readdirSync(trails);
    return /^([a-z0-9-]+)\.json$/.exec(readdirSync(path.join(trails, account))[0] ?? "")?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Here and not on the command line, where the kinds of the configuration would be loaded by every command.
 *
 * @throws UsageError with each that is no mail address
 */
function assertAddresses({ email: addresses = [], owner }: DiscoverOptions): void {
  const wrong = [
    ...addresses.map((address) => ["--email", address] as const),
    ...(owner === undefined ? [] : [["--owner", owner] as const]),
  ].filter(([, address]) => !email.safeParse(address).success);
  if (wrong.length === 0) return;
  const said = wrong.map(([option, address]) => terminal`${option}: ${address} is no mail address, as name@domain.`);
  throw new UsageError(joined(said, "\n"));
}

/** @throws UsageError for what is named, and is not there */
function assertFound(found: Found, { security, logArchive, homeRegion, region = [] }: DiscoverOptions): void {
  const { accounts, managementId, partition } = found;
  const named = [
    ["--security", security],
    ["--log-archive", logArchive],
  ] as const;
  for (const [option, id] of named) {
    if (id === undefined) continue;
    if (id === managementId)
      throw new UsageError(terminal`${option}: ${id} is the management account. Name another one.`);
    if (!accounts.some((account) => account.id === id)) {
      throw new UsageError(terminal`${option}: there is no active account ${id} in the organization.`);
    }
  }
  const unknown = region.find((each) => !regionsOf(partition).includes(each));
  if (unknown !== undefined)
    throw new UsageError(terminal`--region: there is no ${unknown} in partition ${partition}.`);
  const usual: readonly string[] = partitions[partition].defaultRegions;
  if (homeRegion !== undefined && !usual.includes(homeRegion)) {
    throw new UsageError(
      terminal`--home-region: ${homeRegion} is not on in every account. Name one of ${usual.join(", ")}.`,
    );
  }
}

function answersOf(options: DiscoverOptions): Answers {
  const { email = [], ownerTag, ...others } = options;
  return { ...others, emails: email, ownerTags: ownerTag, usualRegion: foundRegion(process.env) };
}

const installed = { package: INSTALLED };

/** A configuration where there was none, with the other files that a repository begins with. */
function begun(configuration: string, found: Found, options: DiscoverOptions): DiscoveredReport {
  const directory = path.dirname(configuration);
  const drafted = draft(found, answersOf(options), installed);
  const others = [...startingFiles({ workflows: false })].filter(
    ([file]) => file !== "organization.yaml" && !existsSync(path.join(directory, file)),
  );
  const own = [...drafted.files].map(
    ([file, text]) => [file === "organization.yaml" ? path.basename(configuration) : file, text] as const,
  );
  const files = new Map([...own, ...others]);
  if (options.write === true) writeNew(directory, files);
  return {
    ...{ found, draft: drafted, changes: [], byHand: [], unusedRegions: [], leftOut: [] },
    files: [...files].map(([file, text]) => ({ file, diff: newFileDiff(path.join(directory, file), text) })),
    written: options.write === true,
  };
}

function compared(
  configuration: string,
  { organization, documents }: ReturnType<typeof loaded>,
  found: Found,
  options: DiscoverOptions,
): DiscoveredReport {
  if (organization.organizationId !== found.organizationId) {
    throw new UsageError(
      terminal`${configuration} is of ${organization.organizationId}, and AWS was asked about ${found.organizationId}.`,
    );
  }
  const own = path.dirname(configuration);
  const directory = patchDirectory(documents);
  const { files, newFiles, ...rest } = compare(found, {
    ...{ documents, organization, installed, directory },
    // Who is told of everything hears of accounts that nobody owns, too.
    answers: { ...answersOf(options), emails: options.email ?? organization.alerts.emails },
    remove: options.remove === true,
    isThere: (file) => existsSync(path.join(own, file)),
  });
  const written = options.write === true && files.length + newFiles.size > 0;
  if (written) {
    writeNew(own, newFiles);
    try {
      replaceFiles(files, () => {
        loadOrganization(configuration);
        return true;
      });
    } catch (error) {
      for (const file of newFiles.keys()) rmSync(path.join(own, file), { force: true });
      throw error;
    }
  }
  return {
    ...{ found, ...rest, written },
    files: [
      ...files,
      ...[...newFiles].map(([file, text]) => ({
        file: path.join(own, file),
        diff: newFileDiff(path.relative(directory, path.resolve(own, file)), text),
      })),
    ].map(({ file, diff }) => ({ file, diff })),
    ...(directory === process.cwd() ? {} : { place: path.relative(process.cwd(), directory) }),
  };
}
