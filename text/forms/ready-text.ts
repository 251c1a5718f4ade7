/**
 * A text that is ready to be shown in a form, such as Markdown or a terminal. It is no string, so that nothing else is taken for
 * one, and only the form's own file in text/ makes one: .rooms.cjs lets nobody else import this file.
 */
export class ReadyText<Form extends string> {
  constructor(
    readonly form: Form,
    private readonly text: string,
  ) {}

  toString(): string {
    return this.text;
  }
}

/** What a template of a form takes: what is ready stays as it is, every other text is escaped. */
export type Part<Form extends string> = string | number | ReadyText<Form>;

/** What stands between parts; a text from outside can't. */
type Between = "" | " " | ", " | "; " | "\n" | "\n\n";

export interface TextForm<Form extends string> {
  /** A template's own words are taken as they are, for they stand in the sources. */
  readonly tag: (words: TemplateStringsArray, ...parts: readonly Part<Form>[]) => ReadyText<Form>;
  readonly joined: (parts: readonly Part<Form>[], between: Between) => ReadyText<Form>;
}

/** The one way into a form. */
export function textForm<Form extends string>(form: Form, escape: (text: string) => string): TextForm<Form> {
  const textOf = (part: Part<Form>) => (part instanceof ReadyText ? part.toString() : escape(String(part)));
  return {
    tag: (words, ...parts) =>
      new ReadyText(form, words.map((word, index) => (index === 0 ? word : textOf(parts[index - 1]!) + word)).join("")),
    joined: (parts, between) => new ReadyText(form, parts.map(textOf).join(between)),
  };
}
