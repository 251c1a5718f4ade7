/** Characters of a text from outside that are shown where nothing says otherwise: nobody reads more. */
const LONGEST = 1000;

/** A text with at most so many characters; an ellipsis says where it was cut. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${start(text, length - 1)}…`;
}

/** A text of a bearable length: of a longer one the beginning and the end, which says what is wrong with it. */
export function bearable(text: string): string {
  if (text.length <= LONGEST) return text;
  const half = LONGEST / 2;
  return `${start(text, half)}…${text.slice(1 - half).replace(/^[\udc00-\udfff]/, "")}`;
}

/** So many characters, or one less, so as not to halve the last. */
function start(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
