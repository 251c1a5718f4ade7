import { asManyAsFit } from "../../reads/as-many-as-fit";
import { constant } from "../states/jsonata";
import { descriptionRow, type SecretDescription, table } from "../wording/directory";

/** What the file says of a secret, parameter or path of an account. */
export interface DescribedSecret {
  readonly accountId: string;
  /** As messages call it. */
  readonly secretName: string;
  /** @default - it says nothing */
  readonly description?: string;
}

/** Longer ones are cut: a mail says what it is about, and documents nothing. */
const MOST_CHARACTERS = 200;

/** Bytes that all of them take of a definition at most. */
export const MOST_DESCRIPTION_BYTES = 100_000;

/**
 * The descriptions that messages know: as many as fit. What all accounts with something of the name say alike, as of decoys, is there once,
 * and first.
 *
 * @param room bytes that they may take of the definition
 */
export function knownDescriptions(described: readonly DescribedSecret[], room: number): readonly SecretDescription[] {
  const byName = new Map<string, DescribedSecret[]>();
  for (const each of described) {
    const some = byName.get(each.secretName);
    if (some === undefined) byName.set(each.secretName, [each]);
    else some.push(each);
  }
  const [shared, own]: [SecretDescription[], SecretDescription[]] = [[], []];
  for (const [secretName, some] of byName) {
    const texts = new Set(some.map(({ description = "" }) => shortened(description)));
    const [description = ""] = texts;
    if (some.length === 1 || texts.size > 1) own.push(...some.flatMap(ofOneAccount));
    else if (description !== "") shared.push({ secretName, description });
  }
  return asManyAsFit([...shared, ...own], (fitting) => bytesOf(fitting) <= Math.min(room, MOST_DESCRIPTION_BYTES));
}

function ofOneAccount({ accountId, secretName, description = "" }: DescribedSecret): readonly SecretDescription[] {
  const text = shortened(description);
  return text === "" ? [] : [{ accountId, secretName, description: text }];
}

/** On one line; characters of several code units are not parted. */
function shortened(description: string): string {
  const characters = Array.from(description.trim().replaceAll(/\s+/g, " "));
  return characters.length <= MOST_CHARACTERS
    ? characters.join("")
    : `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}

/** In a definition, where JSONata is a text of its own. */
function bytesOf(descriptions: readonly SecretDescription[]): number {
  return Buffer.byteLength(constant(table(descriptions.map(descriptionRow))));
}
