/** `${type.id.attribute}` or `${replace(type.id.attribute, "from", "to")}`, as one part of a stack refers to another. */
const REFERENCE = /\$\$\{|\$\{((?:[^}"]|"[^"]*")*)\}/g;
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
  return text
    .replace(REFERENCE, (whole, inner?: string) => {
      if (inner === undefined) return whole.slice(1);
      const [, to, from, by] = CALL.exec(inner) ?? [];
      return inPlaceOf(inner, to === undefined ? { to: inner } : { to, replaced: [from!, by!] });
    })
    .replaceAll("%%{", "%{");
}

/** A value as whoever refers to it wants it. */
export function asReferred(value: string, { replaced }: Reference): string {
  return replaced === undefined ? value : value.replaceAll(...replaced);
}
