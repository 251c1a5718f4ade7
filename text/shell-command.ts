/**
 * A command for people to paste into a POSIX shell. What is put in is one word each, whatever is in it: names in AWS may have quotes,
 * semicolons and `$( )` in them, and whoever planted one would have a stranger's hands run it.
 */
export function shellCommand(own: TemplateStringsArray, ...words: readonly string[]): string {
  return own.map((text, index) => `${text}${index < words.length ? asWord(words[index]!) : ""}`).join("");
}

/** A text as a shell takes it for one word: within single quotes nothing acts. */
export function asWord(text: string): string {
  // A tilde at the beginning, and an equals sign in zsh, are expanded.
  return /^[\w./:@-][\w./:@=,+-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
