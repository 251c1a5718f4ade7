import type { ConfigDocument, Path } from "../config-document";
import type { Problem } from "../problem";
import { asEntry, type ConfigView } from "./config-view";

/** The tag that every resource has is nobody else's: guardrails know secrets by it. IAM does not tell A from a in keys. */
export function checkTags({ root, settings, accounts }: ConfigView): Problem[] {
  const check = (document: ConfigDocument, path: Path, tags: unknown): Problem[] =>
    Object.keys(asEntry(tags))
      .filter((key) => key.toLowerCase() === "managed-by")
      .map((key) =>
        document.problemWithKey(
          [...path, key],
          "every resource has a tag managed-by already; guardrails know secrets by it.",
          "Use another key, or remove it.",
        ),
      );

  return [
    ...check(root, ["defaults", "tags"], asEntry(settings.defaults).tags),
    ...accounts.flatMap(({ document, path, entry }) => check(document, [...path, "tags"], entry.tags)),
  ];
}
