/** True, false, or that AWS neither documents nor was seen which of the two it is. */
export type Truth = true | false | "undefined";

/** Kleene's AND: false as soon as one is false, whatever is unknown about the others. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes("undefined") ? "undefined" : true;
}

/** Kleene's OR: true as soon as one is true, whatever is unknown about the others. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes("undefined") ? "undefined" : false;
}

/** Kleene's NOT: the opposite of what is not known is not known. */
export function not(truth: Truth): Truth {
  return truth === "undefined" ? truth : !truth;
}
