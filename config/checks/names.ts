import { suggest } from "../../text/did-you-mean";
import { defaultWaves } from "../schema/organization-file";
import type { Problem } from "../files/problem";
import type { TextKind } from "../schema/value-kinds";
import { asEntry, strings, textsOf, type ConfigView, type PlacedText } from "./config-view";
import { catalogueOfView } from "./detections";

/** Units, waves, accounts and detections that are named somewhere are there. */
export function checkNames(view: ConfigView): Problem[] {
  return [
    ...checkListed(view, "unitName", "organizationalUnits", keysOf(view.settings.organizationalUnits)),
    ...checkListed(view, "waveName", "waves", textsIn(view.settings.waves ?? defaultWaves)),
    ...checkListed(
      view,
      "accountName",
      "the accounts",
      view.accounts.flatMap(({ entry: { name } }) => (typeof name === "string" ? [name] : [])),
    ),
    ...checkDetectionIds(view),
  ];
}

/** Undefined for what is no mapping, which the schema reports once, instead of each name again. */
function keysOf(value: unknown): readonly string[] | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
}

/** Undefined for what is no list. */
function textsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? strings(value).map(({ text }) => text) : undefined;
}

/** @param known names, of which there may be none at all */
function checkListed(view: ConfigView, kind: TextKind, where: string, known: readonly string[] | undefined): Problem[] {
  if (known === undefined) return [];
  return textsOf(view, kind)
    .filter(({ value }) => !known.includes(value))
    .map((text) =>
      problemAt(
        text,
        `${JSON.stringify(text.value)} is not one of ${where}: ${known.length === 0 ? "there are none" : known.join(", ")}.`,
        hint(view, text) ?? suggest(text.value, known, `Use one of them, or add it to ${where}.`),
      ),
    );
}

/** The security account is what people mean to protect, and is no unit. */
function hint({ settings }: ConfigView, { path, value }: PlacedText): string | undefined {
  const isProtected = path[0] === "guardrails" && path[1] === "protectWatch";
  return isProtected && value === asEntry(settings.security).name
    ? "The security account has a switch of its own: guardrails.protectWatch.securityAccount."
    : undefined;
}

function checkDetectionIds(view: ConfigView): Problem[] {
  const known = catalogueOfView(view).map(({ id }) => id);
  return textsOf(view, "detectionId")
    .filter(({ value }) => !known.includes(value))
    .map((text) =>
      problemAt(
        text,
        "there is no such detection in the catalogue.",
        suggest(text.value, known, "npx secretwatch explain --all lists them."),
      ),
    );
}

function problemAt({ document, path, isKey }: PlacedText, message: string, remedy: string): Problem {
  return isKey ? document.problemWithKey(path, message, remedy) : document.problem(path, message, remedy);
}
