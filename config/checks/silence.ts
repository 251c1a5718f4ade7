import { accountsOf, type Organization } from "../../organization/organization";
import { MOST_PLANNED_DAYS, plannedTime, plannedTimePattern } from "../../organization/planned-time";
import type { PlannedWorkSettings } from "../../organization/settings";
import { fullName } from "../../reads/parameters";
import { includesWork, plannedWork } from "../../reads/planned-work";
import type { Path } from "../files/config-document";
import type { Problem } from "../files/problem";
import { asEntry, asList, defaultDecoysOf, secretsOf, strings, watchedIn, type ConfigView } from "./config-view";
import { nothing } from "./nothing";

const DAY = 86_400_000;

/** Characters of all entries that the message composer can know, beside the names of MOST_DIRECTORY_CHARACTERS. */
export const MOST_SILENCE_CHARACTERS = 50_000;
/** What stands around a name and a reason: of a reader's ARN the beginning. */
const AROUND_CHARACTERS = 30;

/** Planned work has an end, is about something, and never about decoys. */
export function checkSilence(view: ConfigView): Problem[] {
  const decoys = decoysOf(view);
  return [
    ...checkLength(view),
    ...asList(view.settings.silence).flatMap((each, index) => {
      const entry = asEntry(each);
      const path: Path = ["silence", index];
      return [
        ...checkTimes(view, path, entry),
        ...checkSubject(view, path, entry),
        ...(["secrets", "parameters"] as const).flatMap((key) =>
          strings(entry[key])
            .filter(({ text }) => decoys[key].has(key === "parameters" ? fullName(text, "") : text))
            .map(({ text, index: at }) =>
              view.root.problem(
                [...path, key, at],
                `${JSON.stringify(text)} is a decoy: whoever reads it is told of at once, whatever is planned.`,
                "Remove it.",
              ),
            ),
        ),
      ];
    }),
  ];
}

function checkLength({ root, settings }: ConfigView): Problem[] {
  const texts = asList(settings.silence).flatMap((each) => {
    const { reason, accounts, readers, secrets, parameters } = asEntry(each);
    return [[reason], accounts, readers, secrets, parameters].flatMap(strings);
  });
  const characters = texts.reduce((sum, { text }) => sum + text.length + AROUND_CHARACTERS, 0);
  if (characters <= MOST_SILENCE_CHARACTERS) return [];
  return [
    root.problemWithKey(
      ["silence"],
      `reasons and names of planned work have ${characters} characters; messages can know ${MOST_SILENCE_CHARACTERS}.`,
      "Write paths, or stars at the end, and remove what has ended.",
    ),
  ];
}

function checkTimes({ root }: ConfigView, path: Path, entry: Readonly<Record<string, unknown>>): Problem[] {
  const times = (["from", "until"] as const).map((key) => {
    const text = entry[key];
    // What looks like none is for the schema to report.
    const isTime = typeof text === "string" && plannedTimePattern.test(text);
    return isTime ? { key, text, time: plannedTime(text) } : undefined;
  });
  const none = times.flatMap((each) =>
    each === undefined || each.time !== undefined
      ? []
      : [root.problem([...path, each.key], `${each.text} is no time: no calendar or no clock has it.`, "Correct it.")],
  );
  const [from, until] = times.map((each) => each?.time);
  if (from === undefined || until === undefined) return none;
  const days = (until - from) / DAY;
  if (days <= 0)
    return [...none, root.problem([...path, "until"], "it ends before it begins.", "Correct from or until.")];
  if (days <= MOST_PLANNED_DAYS) return none;
  return [
    root.problem(
      [...path, "until"],
      `it lasts ${Math.ceil(days)} days; planned work lasts ${MOST_PLANNED_DAYS} at most.`,
      "Make it shorter. Who reads again and again belongs to expectedReaders.",
    ),
  ];
}

function checkSubject({ root }: ConfigView, path: Path, entry: Readonly<Record<string, unknown>>): Problem[] {
  if (Object.keys(entry).length === 0) return [];
  if (["accounts", "readers", "secrets", "parameters"].some((key) => entry[key] !== undefined)) return [];
  return [
    root.problem(
      path,
      "it is about every read there is.",
      "Say in accounts, readers, secrets or parameters what the work is about.",
    ),
  ];
}

function decoysOf(view: ConfigView) {
  const isDecoy = ({ entry }: { readonly entry: Readonly<Record<string, unknown>> }) => entry.decoy === true;
  const { accounts } = view;
  const namesOf = (all: readonly { readonly entry: Readonly<Record<string, unknown>> }[]) =>
    all.flatMap(({ entry: { name } }) => (typeof name === "string" ? [name] : []));
  return {
    secrets: new Set(namesOf([...defaultDecoysOf(view), ...accounts.flatMap(secretsOf).filter(isDecoy)])),
    parameters: new Set(
      namesOf(accounts.flatMap((account) => watchedIn(account, "parameters")).filter(isDecoy)).map((name) =>
        fullName(name, ""),
      ),
    ),
  };
}

/** Entries that keep nothing back, and when each does: the day it is comes from whoever asks. */
export function silenceNotes(
  { root }: ConfigView,
  organization: Organization,
  now: Date | undefined,
): readonly Problem[] {
  const works = plannedWork(organization);
  const second = now === undefined ? undefined : `${now.toISOString().slice(0, 19)}Z`;
  return organization.silence.flatMap((entry, index) => {
    const path: Path = ["silence", index];
    const work = works[index]!;
    const wide = works.findIndex(
      (each, at) => at !== index && includesWork(each, work) && (at < index || !includesWork(work, each)),
    );
    return [
      ...(second !== undefined && work.until <= second
        ? [
            root.problem(
              [...path, "until"],
              `it has ended, on ${entry.until}: its reads are told at once again.`,
              "Remove it.",
            ),
          ]
        : []),
      ...(second !== undefined && second < work.from
        ? [
            root.problem(
              [...path, "from"],
              `it begins later, on ${entry.from}: until then reads are told at once.`,
              "Nothing is to be done.",
            ),
          ]
        : []),
      ...(wide === -1 ? [] : [nothing(root, path, `silence[${wide}] covers all of it`, "Remove one of them.")]),
      ...toldNobody(organization, entry).map(([key, reason]) =>
        nothing(root, [...path, key], reason, "Remove it, or correct it."),
      ),
    ];
  });
}

/** Why nobody is told of its reads anyway. */
function toldNobody(
  organization: Organization,
  { accounts, parameters, secrets }: PlannedWorkSettings,
): readonly (readonly [key: "accounts" | "parameters", reason: string])[] {
  const all = accountsOf(organization);
  const own = accounts === undefined ? all : all.filter(({ name }) => accounts.includes(name));
  const listed = organization.members.filter(({ watchedParameters }) => watchedParameters.length > 0);
  return [
    ...(accounts !== undefined && own.every(({ mode }) => mode === "quiet")
      ? [["accounts", "they are in a quiet wave, and nobody is told of what happens there"] as const]
      : []),
    ...(parameters !== undefined &&
    secrets === undefined &&
    !own.some((each) => listed.some(({ id }) => id === each.id))
      ? [["parameters", "no account of these lists parameters, and reads of others are not told"] as const]
      : []),
  ];
}
