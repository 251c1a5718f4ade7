import { NotExpressibleError, type Literal, type NormalForm } from "./normal-form";

/** Tests that hold together. */
export type Conjunction = readonly Literal[];

/** EventBridge multiplies the alternatives of a pattern out, and stops at a thousand. */
const MOST_ALTERNATIVES = 1000;

/**
 * A condition as alternatives of tests that hold together.
 *
 * @throws NotExpressibleError if there are more than a thousand
 */
export function conjunctions(form: NormalForm): readonly Conjunction[] {
  if (form.kind === "test") return [[form]];
  const parts = form.parts.map(conjunctions);
  if (form.kind === "any") return limited(parts.flat());
  return parts.reduce<readonly Conjunction[]>(
    (products, alternatives) =>
      limited(products.flatMap((product) => alternatives.map((alternative) => [...product, ...alternative]))),
    [[]],
  );
}

function limited(alternatives: readonly Conjunction[]): readonly Conjunction[] {
  if (alternatives.length > MOST_ALTERNATIVES) {
    throw new NotExpressibleError(`The condition has more than ${MOST_ALTERNATIVES} alternatives.`);
  }
  return alternatives;
}
