import { NotExpressibleError } from "./normal-form";

/**
 * A name in a JSON path.
 *
 * @throws NotExpressibleError if it has a character that would end it
 */
export function pathName(name: string): string {
  if (/["\\]/.test(name))
    throw new NotExpressibleError(`${name}: a name in a JSON path can't hold a double quote or a backslash.`);
  return name;
}

/**
 * A text as an SQL literal.
 *
 * @throws NotExpressibleError if it has a null character, at which engines stop reading
 */
export function sqlText(text: string): string {
  if (text.includes("\0"))
    throw new NotExpressibleError(`${JSON.stringify(text)}: SQL has no text with a null character.`);
  return `'${text.replaceAll("'", "''")}'`;
}

/** A comparison of the whole text with a wildcard, in which `*` is any run of characters. */
export function like(expression: string, wildcard: string): string {
  const pattern = wildcard.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%");
  return `${expression} LIKE ${sqlText(pattern)} ESCAPE '\\'`;
}
