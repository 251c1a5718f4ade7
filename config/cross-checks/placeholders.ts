import type { ConfigDocument, Path } from "../config-document";
import type { Problem } from "../problem";
import { asEntry, asList, secretsOf, strings, type ConfigView } from "./config-view";

/** Ids and mail addresses that stand in documentation belong to nobody: alerts sent there would be lost. */
export function checkPlaceholders({ root, settings, accounts }: ConfigView): Problem[] {
  if (settings.example === true) return [];
  const check = (document: ConfigDocument, path: Path, value: unknown, patterns: readonly RegExp[]): Problem[] =>
    typeof value === "string" && patterns.some((pattern) => pattern.test(value))
      ? [
          document.problem(
            path,
            `${JSON.stringify(value)} is a placeholder.`,
            "Write your own; only a file with example: true may keep it.",
          ),
        ]
      : [];

  const each = (path: Path, list: unknown, patterns: readonly RegExp[]) =>
    strings(list).flatMap(({ text, index }) => check(root, [...path, index], text, patterns));
  const units = Object.entries(asEntry(settings.organizationalUnits));
  return [
    ...check(root, ["organizationId"], settings.organizationId, organizationIds),
    ...units.flatMap(([name, id]) => check(root, ["organizationalUnits", name], id, unitIds)),
    ...each(["alerts", "emails"], asEntry(settings.alerts).emails, emails),
    ...asList(asEntry(settings.alerts).routes).flatMap((route, index) => {
      const path = ["alerts", "routes", index];
      const { emails: addresses, subscriberAccounts } = asEntry(route);
      return [
        ...each([...path, "emails"], addresses, emails),
        ...each([...path, "subscriberAccounts"], subscriberAccounts, accountIds),
      ];
    }),
    ...accounts.flatMap(({ document, path, entry }) => [
      ...check(document, [...path, "id"], entry.id, accountIds),
      ...check(document, [...path, "owner"], entry.owner, emails),
    ]),
    ...accounts
      .flatMap(secretsOf)
      .flatMap(({ document, path, entry }) => check(document, [...path, "owner"], entry.owner, emails)),
  ];
}

/** Counted up, or three groups of four equal digits, as AWS writes them in its documentation. */
const accountIds = [/^(123456789012|012345678901|123412341234)$/, /^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/];
const organizationIds = [/^o-(x+|example\w*|a1b2c3d4e5\w*|1234567890|(\w)\2+)$/];
const unitIds = [/^ou-(x+|exam\w*|ab12|abcd|1234|(\w)\2+)-/];
/** Domains that RFC 2606 reserves, and what people write instead of their own. */
const emails = [
  /@(.+\.)?(example\.(com|net|org)|[^.]+\.(example|test|invalid|localhost))$/i,
  /@(your[-.]?(company|domain|org)|company|domain|changeme)\./i,
  /^(changeme|todo|your[-._]?(name|mail|email))@/i,
];
