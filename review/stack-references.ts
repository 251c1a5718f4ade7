/** `replace(type.id.attribute, "from", "to")`, as one part of a stack may refer to another. */
const CALL = /^replace\(([^,]+), "([^"]*)", "([^"]*)"\)$/;

/** What refers to something else of its stack. */
export interface Reference {
  /** `type.id.attribute` */
  readonly to: string;
  /** What of the value is written otherwise: all of `from` becomes `to`. @default - nothing */
  readonly replaced?: readonly [from: string, to: string];
}

/** What stands for an expression of Terraform in a text. @param expression without the `${` before it */
export type InPlaceOf = (expression: string, reference: Reference) => string;

/** A value of cdk.tf.json with what it refers to filled in; nothing of it is an expression then, unless what was filled in is. */
export function withReferences(value: unknown, inPlaceOf: InPlaceOf): unknown {
  if (typeof value === "string") return textWithReferences(value, inPlaceOf);
  if (Array.isArray(value)) return value.map((each) => withReferences(each, inPlaceOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withReferences(each, inPlaceOf)]));
}

function textWithReferences(text: string, inPlaceOf: InPlaceOf): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf("${"); start !== -1; start = text.indexOf("${", at)) {
    const isEscaped = start > at && text[start - 1] === "$";
    const end = isEscaped ? start + 1 : endOfExpression(text, start + 2);
    // What has no end is no expression, and neither is anything behind it.
    if (end === -1) break;
    parts.push(text.slice(at, isEscaped ? start - 1 : start));
    parts.push(isEscaped ? "${" : filledIn(text.slice(start + 2, end), inPlaceOf));
    at = end + 1;
  }
  return [...parts, text.slice(at)].join("").replaceAll("%%{", "%{");
}

/** Where the brace is that closes an expression; -1 if it is not closed. Braces in quotation marks don't. */
function endOfExpression(text: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === "}" && !isQuoted) return at;
  }
  return -1;
}

function filledIn(expression: string, inPlaceOf: InPlaceOf): string {
  const [, to, from, by] = CALL.exec(expression) ?? [];
  return inPlaceOf(expression, to === undefined ? { to: expression } : { to, replaced: [from!, by!] });
}

/** A value as whoever refers to it wants it. */
export function asReferred(value: string, { replaced }: Reference): string {
  return replaced === undefined ? value : value.replaceAll(...replaced);
}
