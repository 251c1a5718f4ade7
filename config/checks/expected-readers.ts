import type { Organization } from "../../organization/organization";
import { decisions, undecidedReads } from "../../reads/undecided-reads";
import type { Problem } from "../files/problem";
import type { ConfigView } from "./config-view";
import { directoryCharacters, MOST_DIRECTORY_CHARACTERS } from "./directory";

/** What rules leave undecided fits the definition of the message composer, beside the names that it knows. */
export function checkExpectedReaders(view: ConfigView, organization: Organization): readonly Problem[] {
  const undecided = undecidedReads(organization);
  if (undecided.length === 0) return [];
  const { places, kinds } = decisions(undecided);
  // JSON in a text of an expression in a text of the definition.
  const characters =
    JSON.stringify(JSON.stringify(JSON.stringify(kinds))).length + JSON.stringify(JSON.stringify(places)).length;
  const room = MOST_DIRECTORY_CHARACTERS - directoryCharacters(view);
  if (characters <= room) return [];
  const accounts = new Set(undecided.map(({ account }) => account.id));
  return [
    view.root.problemWithKey(
      ["members"],
      `expected readers of ${accounts.size} accounts have places or do not fit into event patterns, and what they may read from where has ${characters} characters; the message composer can know ${room}.`,
      "Join roles below a path (role/service/*), or make them expected readers of their account; or have AWS raise the length of event patterns (alerts.patternLength).",
    ),
  ];
}
