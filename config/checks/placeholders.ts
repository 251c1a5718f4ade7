import type { Problem } from "../files/problem";
import { kindsWithArns, type TextKind } from "../schema/value-kinds";
import { textsOf, type ConfigView } from "./config-view";

/** Ids and addresses that stand in documentation belong to nobody: alerts sent there would be lost. */
export function checkPlaceholders(view: ConfigView): Problem[] {
  if (view.settings.example === true) return [];
  const problems = Object.entries(placeholders).flatMap(([kind, patterns]) =>
    textsOf(view, kind as TextKind)
      .filter(({ value }) => patterns.some((pattern) => pattern.test(value)))
      .map((text) => ({ ...text, what: `${JSON.stringify(text.value)} is a placeholder.` })),
  );
  const inArns = textsOf(view, ...kindsWithArns).flatMap((text) => {
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text.value)?.[1];
    if (account === undefined || !accountIds.some((pattern) => pattern.test(account))) return [];
    return [{ ...text, what: `its account, ${JSON.stringify(account)}, is a placeholder.` }];
  });
  return [...problems, ...inArns].map(({ document, path, what }) =>
    document.problem(path, what, "Write your own; only a file with example: true may keep it."),
  );
}

/** Whether nobody has a network: it stands in documentation. */
export function isPlaceholderNetwork(network: string): boolean {
  return placeholders.place.some((pattern) => pattern.test(network));
}

/** Counted up, or three groups of four equal digits, as AWS writes them in its documentation. */
const accountIds = [/^(123456789012|012345678901|123412341234)$/, /^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/];

const placeholders = {
  accountId: accountIds,
  organizationId: [/^o-(x+|example\w*|a1b2c3d4e5\w*|1234567890|(\w)\2+)$/],
  unitId: [/^ou-(x+|exam\w*|ab12|abcd|1234|(\w)\2+)-/],
  /** Domains that RFC 2606 reserves, and what people write instead of their own. */
  mail: [
    /[@.]example\.(com|net|org)$/i,
    /[^@.]\.(example|test|invalid|localhost)$/i,
    /@(your[-.]?(company|domain|org)|company|domain|changeme)\./i,
    /^(changeme|todo|your[-._]?(name|mail|email))@/i,
  ],
  /** https://www.rfc-editor.org/rfc/rfc5737, https://www.rfc-editor.org/rfc/rfc3849 */
  place: [/^(192\.0\.2|198\.51\.100|203\.0\.113)\./, /^2001:0?db8:/i],
  url: [/^https:\/\/([^/:]+\.)?(example\.(com|net|org)|[^./:]+\.(example|test|invalid|localhost))([:/]|$)/i],
} as const satisfies Partial<Record<TextKind, readonly RegExp[]>>;
