import type { Organization } from "../../organization/organization";
import { decisions, undecidedParameters, undecidedReads } from "../../reads/undecided-reads";
import type { Problem } from "../files/problem";
import type { ConfigView } from "./config-view";
import { directoryCharacters, MOST_DIRECTORY_CHARACTERS } from "./directory";

/** What rules leave undecided fits the definition of the message composer, beside the names that it knows. */
export function checkExpectedReaders(view: ConfigView, organization: Organization): readonly Problem[] {
  const [ofSecrets, ofParameters] = [undecidedReads(organization), undecidedParameters(organization)];
  const undecided = [...ofSecrets, ...ofParameters];
  if (undecided.length === 0) return [];
  const parameters = charactersOf(decisions(ofParameters));
  const characters = charactersOf(decisions(ofSecrets)) + parameters;
  const room = MOST_DIRECTORY_CHARACTERS - directoryCharacters(view);
  if (characters <= room) return [];
  const accounts = new Set(undecided.map(({ account }) => account.id));
  if (parameters > characters / 2) {
    return [
      view.root.problemWithKey(
        ["members"],
        `listed parameters of ${accounts.size} accounts, with readers that do not fit into event patterns, have ${characters} characters; the message composer can know ${room}.`,
        "List paths (/prod/payments/*) in place of single parameters, and give each parameter readers of its own or of its path, not both.",
      ),
    ];
  }
  return [
    view.root.problemWithKey(
      ["members"],
      `expected readers of ${accounts.size} accounts have places or do not fit into event patterns, and what they may read from where has ${characters} characters; the message composer can know ${room}.`,
      "Join roles below a path (role/service/*), or make them expected readers of their account; or have AWS raise the length of event patterns (alerts.patternLength).",
    ),
  ];
}

/** JSON in a text of an expression in a text of the definition. */
function charactersOf({ places, kinds }: ReturnType<typeof decisions>): number {
  return JSON.stringify(JSON.stringify(JSON.stringify(kinds))).length + JSON.stringify(JSON.stringify(places)).length;
}
