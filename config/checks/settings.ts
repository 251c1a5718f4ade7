import type { Problem } from "../files/problem";
import { archiveDefaults } from "../schema/organization-file";
import { asEntry, asList, type ConfigView } from "./config-view";

/** Days that depend on each other fit together, and nothing is acknowledged twice. */
export function checkSettings(view: ConfigView): Problem[] {
  return [...checkArchive(view), ...checkAcknowledgements(view)];
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
