import { covers } from "../../reads/readers";
import type { Problem } from "../files/problem";
import { asEntry, secretsOf, strings, watchedOf, type ConfigView, type SecretView } from "./config-view";
import { nothing } from "./nothing";

/** Readers that may read without a place, and how their list is called. */
interface Around {
  readonly readers: readonly string[];
  readonly where: string;
}

/** Readers who may read already, by another entry of their list or of one around it. */
export function coveredReaders({ root, settings, accounts }: ConfigView): readonly Problem[] {
  const defaults = { document: root, path: ["defaults"], entry: asEntry(settings.defaults) };
  const ofAll = around(defaults, "defaults.expectedReaders");
  return [
    ...covered(defaults, undefined, []),
    ...accounts.flatMap((account) => {
      const { id } = account.entry;
      const ofAccount = around(account, "expectedReaders of its account");
      const secrets = [...secretsOf(account), ...watchedOf(account)].filter(({ entry }) => entry.decoy !== true);
      return [
        ...covered(account, id, [ofAll]),
        ...secrets.flatMap((secret) => covered(secret, id, [ofAll, ofAccount])),
      ];
    }),
  ];
}

/** A reader of an account by one name, whether or not it is written with the account's number. */
export function inAccount(reader: string, account: unknown): string {
  const [, , , , id, ...name] = reader.split(":");
  return id !== undefined && id === account ? name.join(":") : reader;
}

function around({ entry }: Pick<SecretView, "entry">, where: string): Around {
  return { readers: strings(entry.expectedReaders).map(({ text }) => text), where };
}

/** @param account whose readers may be written without its number. @default - those of each */
function covered(
  { document, path, entry }: SecretView,
  account: unknown,
  lists: readonly Around[],
): readonly Problem[] {
  const own = strings(entry.expectedReaders).map(({ text, index }) => ({
    text,
    index,
    name: inAccount(text, account),
  }));
  return own.flatMap(({ text, index, name }) => {
    const wide = [
      ...lists.flatMap(({ readers, where }) =>
        readers.filter((each) => covers(inAccount(each, account), name)).map((each) => ({ each, where })),
      ),
      // Of two that are the same the second one goes; what stands there twice letter by letter is a problem.
      ...own
        .filter((other) => other.text !== text && covers(other.name, name))
        .filter((other) => other.name !== name || other.index < index)
        .map((other) => ({ each: other.text, where: "the list" })),
    ][0];
    if (wide === undefined) return [];
    const reason = `${wide.each === text ? "it" : JSON.stringify(wide.each)} is in ${wide.where} already`;
    const remedy = wide.where === "the list" ? "Remove one of them." : "Remove it here or there.";
    return [nothing(document, [...path, "expectedReaders", index], reason, remedy)];
  });
}
