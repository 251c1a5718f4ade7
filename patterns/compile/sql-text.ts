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

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A comparison of the whole text with a wildcard, in which `*` is any run of characters. */
export function like(expression: string, wildcard: string): string {
  const pattern = wildcard.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%");
  return `${expression} LIKE ${sqlText(pattern)} ESCAPE '\\'`;
}
