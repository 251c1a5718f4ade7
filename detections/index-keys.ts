import type { Literal, NormalForm } from "../patterns/compile/normal-form";

/** Something that an event has to have for a condition to hold: a value of a field, or an error of any kind. */
export type IndexKey =
  | { readonly field: "eventName" | "eventSource" | "userIdentity.type"; readonly value: string | number }
  | { readonly field: "errorCode"; readonly value?: undefined };

/** The most telling fields first. */
const fields = ["eventName", "eventSource", "userIdentity.type", "errorCode"] as const;

/** Keys of which every event that meets the condition has at least one; undefined if there are none. */
export function indexKeys(form: NormalForm): readonly IndexKey[] | undefined {
  if (form.kind === "test") return keysOf(form);
  const parts = form.parts.map(indexKeys);
  if (form.kind === "any") return parts.includes(undefined) ? undefined : parts.flatMap((keys) => keys ?? []);
  return parts.reduce((best, keys) => (worth(keys) < worth(best) ? keys : best), undefined);
}

function keysOf({ test, negated }: Literal): readonly IndexKey[] | undefined {
  const field = fields.find((each) => each === test.field);
  if (field === undefined || negated || ("exists" in test && !test.exists)) return undefined;
  if (field === "errorCode") return [{ field }];
  const values = "oneOf" in test ? test.oneOf : "equals" in test ? [test.equals] : undefined;
  return values?.map((value) => ({ field, value }));
}

/** How much an index by these keys leaves to try; the least telling field of them counts. */
function worth(keys: readonly IndexKey[] | undefined): number {
  return keys === undefined ? fields.length : Math.max(...keys.map(({ field }) => fields.indexOf(field)));
}
