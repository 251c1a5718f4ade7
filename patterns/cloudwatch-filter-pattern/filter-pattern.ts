/** A filter pattern for JSON events, as a tree. Parentheses leave no trace but the nesting. */
export type FilterPattern = Compound | FieldTest;

/** Conditions joined by `&&` or by `||`; at least two if it comes from a text. */
export interface Compound {
  readonly kind: "and" | "or";
  readonly conditions: readonly FilterPattern[];
}

/** A test of what one selector points at. */
export type FieldTest = Comparison | IsTest | NotExists;

/** `$.eventName = "GetSecretValue"` */
export interface Comparison {
  readonly kind: "comparison";
  readonly selector: Selector;
  readonly operator: Operator;
  readonly value: Value;
}

/** `$.readOnly IS TRUE` */
export interface IsTest {
  readonly kind: "is";
  readonly selector: Selector;
  readonly value: true | false | null;
}

/** `$.errorCode NOT EXISTS` */
export interface NotExists {
  readonly kind: "notExists";
  readonly selector: Selector;
}

export type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=";

/** The way from the root of the event to a value; the `$` itself is not a step. */
export type Selector = readonly Step[];

export type Step =
  /** `.name` or `.['any name']` */
  | { readonly kind: "property"; readonly name: string }
  /** `[0]` */
  | { readonly kind: "index"; readonly index: number }
  /** `[*]` */
  | { readonly kind: "anyElement" }
  /** `.*` */
  | { readonly kind: "anyField" };

export type Value = TextValue | NumberValue | RegexValue;

interface Wildcards {
  /** An asterisk stands before the text. */
  readonly wildcardStart: boolean;
  /** An asterisk stands after the text. */
  readonly wildcardEnd: boolean;
}

/** `"Get*"` or `Get*`. A lone asterisk is the empty text with both wildcards. */
export interface TextValue extends Wildcards {
  readonly kind: "text";
  /** Without quotation marks and without the asterisks at the ends. An asterisk in the middle is an asterisk. */
  readonly text: string;
  readonly quoted: boolean;
}

/** `404`, `-1.5`, `1e+3` or `4*` */
export interface NumberValue extends Wildcards {
  readonly kind: "number";
  /** As it was written, without asterisks: `1e+3` stays `1e+3`. */
  readonly text: string;
}

/** `%^Get.*Value$%` */
export interface RegexValue {
  readonly kind: "regex";
  /** What stands between the percent signs. */
  readonly source: string;
}

/** Every test of a pattern, from left to right. */
export function testsOf(pattern: FilterPattern): readonly FieldTest[] {
  return "conditions" in pattern ? pattern.conditions.flatMap(testsOf) : [pattern];
}

/** How many `[*]` and `.*` a selector has. */
export function wildcardsIn(selector: Selector): number {
  return selector.filter((step) => step.kind === "anyElement" || step.kind === "anyField").length;
}

/** Whether a value is `*` alone: anything, as long as it is there. */
export function isAnything(value: Value): boolean {
  return value.kind === "text" && value.text === "" && value.wildcardStart && value.wildcardEnd;
}
