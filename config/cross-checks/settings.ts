import type { ConfigDocument, Path } from "../config-document";
import { suggest } from "../did-you-mean";
import type { Problem } from "../problem";
import { archiveDefaults, defaultWaves } from "../organization-schema";
import { asEntry, asList, secretsOf, strings, type ConfigView } from "./config-view";

/**
 * Days that depend on each other fit together, modes are of waves that there are, and no list says a thing twice, nor
 * acknowledges it twice.
 */
export function checkSettings(view: ConfigView): Problem[] {
  return [
    ...checkArchive(view),
    ...checkModes(view),
    ...checkAcknowledgements(view),
    ...listsOf(view).flatMap(({ document, path, list }) => repeated(document, path, list)),
  ];
}

function checkArchive({ root, settings }: ConfigView): Problem[] {
  const archive = asEntry(settings.archive);
  const expire = archive.expireAfterDays ?? archiveDefaults.expireAfterDays;
  const move = archive.archiveAfterDays ?? archiveDefaults.archiveAfterDays;
  const lock = asEntry(archive.objectLock).days;
  const problems: Problem[] = [];
  if (typeof expire === "number" && typeof move === "number" && move >= expire) {
    problems.push(
      root.problem(
        ["archive", "archiveAfterDays"],
        `${move} is not before expireAfterDays, ${expire}; files move to Glacier before they expire.`,
        "Lower archiveAfterDays or raise expireAfterDays.",
      ),
    );
  }
  if (typeof expire === "number" && typeof lock === "number" && lock > expire) {
    problems.push(
      root.problem(
        ["archive", "objectLock", "days"],
        `${lock} is after expireAfterDays, ${expire}; a locked file can't expire.`,
        "Lower objectLock.days or raise expireAfterDays.",
      ),
    );
  }
  return problems;
}

function checkModes({ root, settings }: ConfigView): Problem[] {
  const waves = strings(settings.waves ?? defaultWaves).map(({ text }) => text);
  // Where the list itself is wrong, the schema says so.
  if (waves.length === 0) return [];
  return Object.keys(asEntry(settings.modes))
    .filter((wave) => !waves.includes(wave))
    .map((wave) =>
      root.problemWithKey(
        ["modes", wave],
        `${JSON.stringify(wave)} is not one of waves: ${waves.join(", ")}.`,
        suggest(wave, waves, "Use one of them, or add it to waves."),
      ),
    );
}

function checkAcknowledgements({ root, settings }: ConfigView): Problem[] {
  const seen = new Set<unknown>();
  return asList(settings.acknowledgements).flatMap((each, index) => {
    const { change } = asEntry(each);
    if (typeof change !== "string" || !seen.has(change)) {
      seen.add(change);
      return [];
    }
    const path = ["acknowledgements", index, "change"];
    return [root.problem(path, `${JSON.stringify(change)} is acknowledged twice.`, "Remove one of them.")];
  });
}

interface PlacedList {
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly list: unknown;
}

function listsOf({ root, settings, accounts }: ConfigView): PlacedList[] {
  const defaults = asEntry(settings.defaults);
  const guardrails = asEntry(settings.guardrails);
  return [
    { document: root, path: ["governedRegions"], list: settings.governedRegions },
    { document: root, path: ["waves"], list: settings.waves },
    { document: root, path: ["alerts", "emails"], list: asEntry(settings.alerts).emails },
    ...asList(asEntry(settings.alerts).routes).flatMap((route, index) =>
      ["emails", "https", "queues", "subscriberAccounts"].map((key) => ({
        document: root,
        path: ["alerts", "routes", index, key],
        list: asEntry(route)[key],
      })),
    ),
    ...["protectPipeline", "denyReadsFromOutside"].map((key) => ({
      document: root,
      path: ["guardrails", key, "organizationalUnits"],
      list: asEntry(guardrails[key]).organizationalUnits,
    })),
    { document: root, path: ["trail", "insights"], list: asEntry(settings.trail).insights },
    { document: root, path: ["defaults", "replicaRegions"], list: defaults.replicaRegions },
    { document: root, path: ["defaults", "expectedReaders"], list: defaults.expectedReaders },
    ...accounts.flatMap(({ document, path, entry }) =>
      ["regions", "expectedReaders"].map((key) => ({ document, path: [...path, key], list: entry[key] })),
    ),
    ...accounts
      .flatMap(secretsOf)
      .flatMap(({ document, path, entry }) =>
        ["replicaRegions", "expectedReaders"].map((key) => ({ document, path: [...path, key], list: entry[key] })),
      ),
  ];
}

function repeated(document: ConfigDocument, path: Path, list: unknown): Problem[] {
  const seen = new Set<string>();
  return strings(list).flatMap(({ text, index }) => {
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [document.problem([...path, index], `${JSON.stringify(text)} is in the list twice.`, "Remove one of them.")];
  });
}
