import path from "node:path";

import { blockLines, lineOf, type LineItem, type MappingItem, scalar } from "../learn/edits/item";
import { yamlComment, type YamlComment } from "../text/yaml-comment";
import { type Answers, unanswered } from "./answers";
import { type Chosen, logArchiveOf, securityAccountOf } from "./central-accounts";
import type { Found, FoundAccount } from "./found";
import { calledInAws, memberItem, offInAws } from "./member-item";
import { namesFor } from "./names";
import { ownerOf } from "./owner";
import { governedRegionsOf, homeRegionOf, offIn } from "./regions";
import { trailChoice, type TrailChoice } from "./trail-choice";
import { namesOfUnits, pathOf } from "./units";

/** The files of a configuration that there was none of. */
export interface Draft {
  /** Content by path from the directory of the configuration. */
  readonly files: ReadonlyMap<string, string>;
  readonly security?: Chosen;
  readonly logArchive?: Chosen;
  readonly trail: TrailChoice;
  readonly homeRegion: string;
  readonly governedRegions: readonly string[];
  /** Options whose answers are missing. */
  readonly open: readonly ("--email" | "--security")[];
}

/** Where a file finds what is installed: schemas and docs. */
export interface Installed {
  /** Path of the package from the directory of the configuration. */
  readonly package: string;
}

/** A whole configuration of what was found, and of what was answered. */
export function draft(found: Found, answers: Answers, installed: Installed): Draft {
  const trail = trailChoice(found);
  const security = securityAccountOf(found, answers.security);
  // With a trail that is there already there is no bucket of ours.
  const logArchive =
    trail.existing === undefined ? logArchiveOf(found, security?.account.id, answers.logArchive) : undefined;
  const home = homeRegionOf(found, trail, answers);
  const governed = governedRegionsOf(found, home.region);
  const central = [found.managementId, security?.account.id, logArchive?.account.id];
  const members = found.accounts.filter(({ id }) => !central.includes(id));
  const units = namesOfUnits(found, new Set(members.map(({ unit }) => unit)), new Map());
  const names = namesFor(
    found.accounts.map(({ id, name }) => ({ id, wishes: [name] })),
    security === undefined ? ["security"] : [],
    "account",
  );
  const nameOf = ({ id }: FoundAccount) => names.get(id)!;
  const files = new Map<string, string>();
  const settings = { found, answers, installed, trail, home, governed, units, security, logArchive, nameOf };
  files.set("organization.yaml", settingsText({ ...settings, hasMembers: members.length > 0 }));
  for (const [unit, name] of units) {
    const own = members
      .filter((each) => each.unit === unit)
      .map((account) =>
        memberItem(account, { name: nameOf(account), unit: name, owner: ownerOf(account.tags, answers), governed }),
      );
    const file = `accounts/${name}.yaml`;
    files.set(file, membersText(own, installed, file));
  }
  return {
    ...{ files, security, logArchive, trail, homeRegion: home.region, governedRegions: governed },
    open: [
      ...(answers.emails.length === 0 ? (["--email"] as const) : []),
      ...(security === undefined ? (["--security"] as const) : []),
    ],
  };
}

/** @param file path from the directory of the configuration */
export function membersText(items: readonly MappingItem[], installed: Installed, file: string): string {
  const up = path.posix.relative(path.posix.dirname(file), ".");
  return [
    `# yaml-language-server: $schema=${up}/${installed.package}/schema/members.schema.json`,
    "members:",
    ...items.flatMap((item) => blockLines(item, "  ")),
    "",
  ].join("\n");
}

interface SettingsOf {
  readonly found: Found;
  readonly answers: Answers;
  readonly installed: Installed;
  readonly trail: TrailChoice;
  readonly home: { readonly region: string; readonly reason: YamlComment };
  readonly governed: readonly string[];
  readonly units: ReadonlyMap<string, string>;
  readonly security?: Chosen;
  readonly logArchive?: Chosen;
  readonly nameOf: (account: FoundAccount) => string;
  readonly hasMembers: boolean;
}

function settingsText(settings: SettingsOf): string {
  const { found, answers, installed, home, governed, units } = settings;
  const management = found.accounts.find(({ id }) => id === found.managementId);
  const emails = answers.emails.length === 0 ? [unanswered.email] : answers.emails;
  return [
    `# yaml-language-server: $schema=./${installed.package}/schema/organization.schema.json`,
    "#",
    "# As npx secretwatch discover found it. Run again, it adds what is new, and keeps what you change: comments, order and values.",
    `# Every key is in ${installed.package}/docs/configuration.md`,
    "",
    line("organizationId", { value: found.organizationId }),
    ...(found.partition === "aws" ? [] : [line("partition", { value: found.partition })]),
    units.size === 0 ? "organizationalUnits: {}" : "organizationalUnits:",
    ...[...units].map(
      ([id, name]) => `  ${line(scalar(name), { value: id, comment: calledInAws(pathOf(found, id)) })}`,
    ),
    "",
    "# Where messages, alarms and the log archive are, and all regions in which there are secrets, or which somebody opted in to.",
    line("homeRegion", { value: home.region, comment: home.reason }),
    line("governedRegions", { value: governed }),
    "",
    ...central("management", management ?? found.managementId, settings),
    ...centralLines(settings),
    "",
    ...trailLines(settings),
    "alerts:",
    "  # They get everything. Each has to confirm a mail of AWS once.",
    `  ${line("emails", { value: emails })}`,
    "",
    ...stateLines(answers),
    "# Counts, charts and tells nobody yet, until you have seen who reads.",
    "# modes: { all: quiet }",
    ...(settings.hasMembers ? ["", "include: [accounts/*.yaml]"] : []),
    "",
  ].join("\n");
}

function centralLines(settings: SettingsOf): readonly string[] {
  const { security, logArchive } = settings;
  const which = yamlComment`which one? npx secretwatch discover --security ID`;
  return [
    "# Where the watch itself lives: an account that only security may enter.",
    ...(security === undefined
      ? central("security", unanswered.account, settings, which)
      : central("security", security.account, settings, yamlComment`${security.reason}`)),
    ...(logArchive === undefined
      ? []
      : central("logArchive", logArchive.account, settings, yamlComment`${logArchive.reason}`)),
  ];
}

/** @param account its id alone, if it could not be found */
function central(
  key: string,
  account: FoundAccount | string,
  { governed, nameOf }: SettingsOf,
  reason?: YamlComment,
): readonly string[] {
  if (typeof account === "string") {
    return [`${key}:`, `  name: ${key}`, `  ${line("id", { value: account, comment: reason })}`];
  }
  const off = offIn(account, governed);
  const regions = governed.filter((region) => !off.includes(region));
  return [
    `${key}:`,
    `  ${line("name", { value: nameOf(account), comment: calledInAws(account.name) })}`,
    `  ${line("id", { value: account.id, comment: reason })}`,
    ...(off.length === 0 ? [] : [`  ${line("regions", { value: regions, comment: offInAws(off) })}`]),
  ];
}

function trailLines({ trail: { existing, comments }, home, installed }: SettingsOf): readonly string[] {
  const said = comments.map((comment) => `# ${comment.toString()}`);
  if (existing === undefined && said.length === 0) return [];
  if (existing === undefined)
    return [...said, `# What there is to choose: ${installed.package}/docs/existing-trail.md`, ""];
  const { logGroupName, logGroupRegion, trail } = existing;
  return [
    `# ${yamlComment`The trail ${trail.name} is there already; a second one would be charged for.`.toString()} ${installed.package}/docs/existing-trail.md`,
    ...said,
    "trail:",
    "  existing:",
    `    ${line("logGroupName", { value: logGroupName })}`,
    ...(logGroupRegion === home.region ? [] : [`    ${line("logGroupRegion", { value: logGroupRegion })}`]),
    "",
  ];
}

function stateLines({ stateBucket }: Answers): readonly string[] {
  const begin = "deployment:";
  if (stateBucket !== undefined)
    return [begin, `  state: ${lineOf({ value: { type: "s3", bucket: stateBucket } })}`, ""];
  return [
    "# State on this machine is for trying it out.",
    `# ${begin}`,
    "#   state: { type: s3, bucket: your-terraform-state }",
    "",
  ];
}

function line(key: string, item: LineItem): string {
  return `${key}: ${lineOf(item)}`;
}
