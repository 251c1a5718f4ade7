import { formFunctions } from "./form-functions";
import { constant, expression, using } from "./jsonata";

declare const forms: unique symbol;

/** Forms in which people get messages. */
export type Form = "mail" | "chat";

/**
 * JSONata of a text that may stand in messages of these forms. Nothing but this file makes it, and nothing else is taken where
 * something is sent: whatever comes from outside comes through outside().
 */
export type Said<F extends string> = string & { readonly [forms]: Readonly<Record<F, true>> };

function said<F extends string>(jsonata: string): Said<F> {
  return jsonata as Said<F>;
}

/** How texts come into one form, and how they are put together there. */
export class Speech<F extends string> {
  /** @param bring - name of the JSONata function that brings a text from outside into the form */
  constructor(private readonly bring: string) {}

  /** A text that somebody outside wrote: of a record, of the table or of the file. Nothing if it is not there. */
  outside(text: string): Said<F> {
    return said(`${this.bring}(${text})`);
  }

  /** The same of lines, of which none is from outside as a whole. */
  outsideLines(text: string): Said<F> {
    return said(`$join([$map($split(${text}, "\\n"), ${this.bring})], "\\n")`);
  }

  /** Our words, with what may stand in this form between them. */
  say(words: TemplateStringsArray, ...texts: readonly Said<F>[]): Said<F> {
    const parts = words.flatMap((each, index) => [
      ...(each === "" && texts.length > 0 ? [] : [constant(each)]),
      ...(index < texts.length ? [texts[index]!] : []),
    ]);
    return said(`(${parts.join(" & ")})`);
  }

  number(value: string): Said<F> {
    return said(`$string($number(${value}))`);
  }

  /** That of these words of ours which the value is. */
  oneOf(value: string, words: readonly string[]): Said<F> {
    return said(`${constant(words)}[$ = ${value}][0]`);
  }

  when(condition: string, text: Said<F>, otherwise?: Said<F>): Said<F> {
    return said(`(${condition} ? ${text}${otherwise === undefined ? "" : ` : ${otherwise}`})`);
  }

  /** Those of the texts that are there; nothing if none is. */
  joined(texts: readonly Said<F>[], between: string): Said<F> {
    return said(`$together([${texts.join(",\n")}], ${constant(between)})`);
  }

  /** A text for each of a list, which has a name in it and its number from 0 on as `$index`. */
  each(list: string, name: string, text: Said<F>, between: string): Said<F> {
    return said(`$together([$map([${list}], function(${name}, $index) { ${text} })], ${constant(between)})`);
  }

  /** A line of a message; nothing if its value is not there. */
  line(label: string, value: Said<F>): Said<F> {
    return this.labelled(said(constant(label)), value);
  }

  labelled(label: Said<F>, value: Said<F>): Said<F> {
    return said(`$labelled(${label}, ${value})`);
  }

  /** With definitions of ours before it that it needs. It is a whole expression. */
  using(definitions: readonly string[], text: Said<F>): Said<F> {
    return said(using([...formFunctions, ...definitions], text));
  }

  /** The beginning, with dots if there was more. */
  cut(text: Said<F>, most: number): Said<F> {
    return said(`$cutSaid(${text}, ${most})`);
  }
}

export const mail = new Speech<"mail">("$inMail");
export const chat = new Speech<"chat">("$inChat");
/** Programs get texts as they were written, on one line. */
export const event = new Speech<"event">("$inEvent");

/** Subject of a mail: less than 100 printable ASCII characters, as SNS wants it. */
export function subjectOf(start: Said<"mail">, end: Said<"mail"> = said('""')): Said<"subject"> {
  return said(
    using(
      [...formFunctions, `$end := $printable(${end})`],
      `$cutSaid($printable(${start}), 99 - $length($end)) & $end`,
    ),
  );
}

/**
 * A post to a chat. Titles and summaries have 250 characters there at most.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function postOf(post: {
  readonly title: Said<"chat">;
  readonly description: Said<"chat">;
  /** Characters of the description at most. */
  readonly most: number;
  /** JSONata of texts of the definition. @default - none */
  readonly nextSteps?: typeof own.steps;
  /** What posts are put together by, and what is shown of them where there is little room. @default - each stands alone */
  readonly metadata?: { readonly threadId: Said<"chat">; readonly summary: Said<"chat"> };
  /** Definitions of ours that these need. @default - none */
  readonly definitions?: readonly string[];
}): Said<"post"> {
  const { title, description, most, nextSteps, metadata, definitions = [] } = post;
  const content = [
    '"textType": "client-markdown"',
    `"title": ${chat.cut(title, 250)}`,
    `"description": ${chat.cut(description, most)}`,
    ...(nextSteps === undefined ? [] : [`"nextSteps": ${nextSteps}`]),
  ];
  const about = metadata && `"threadId": ${metadata.threadId}, "summary": ${chat.cut(metadata.summary, 250)}`;
  const members = ['"version": "1.0"', '"source": "custom"', `"content": { ${content.join(", ")} }`];
  return said(
    using(
      [...formFunctions, ...definitions],
      `{ ${[...members, ...(about === undefined ? [] : [`"metadata": { ${about} }`])].join(", ")} }`,
    ),
  );
}

/** @param step - JSONata of what stands behind the number of `$step` */
function numbered(step: string): Said<Form> {
  return said(
    `$together([$map([$detection.nextSteps], function($step, $index) { $string($index + 1) & ". " & ${step} })], "\\n")`,
  );
}

/** What the definition itself says of `$detection` and where people look next: words and links of ours. */
export const own = {
  title: said<Form>("$detection.title"),
  severity: said<Form>("$detection.severity"),
  why: said<Form>("$detection.why"),
  steps: said<Form>("[$detection.nextSteps]"),
  numberedSteps: numbered("$step"),
  numberedSentences: numbered('$step & "."'),
  query: said<Form>("$detection.query"),
  alarmName: said<Form>("$detection.alarmName"),
  eventLink: said<Form>("$links.event"),
  journalLink: said<Form>("$links.journal"),
} as const;

/** A text that the definition has beforehand, as the name of a log group or a link into it. */
export function ours(text: string): Said<Form> {
  return said(constant(text));
}

/** Objects whose members of a kept name were worded. */
type Worded = "$messages" | "$mail" | "$news" | "$states.input.news[0]";

/** A text on its way from the state that words it to the one that sends it: read by the name that it was written by. */
export class Kept<F extends string> {
  constructor(private readonly name: string) {}

  /** As a member of an object in JSONata. */
  member(text: Said<F>): string {
    return `${constant(this.name)}: ${text}`;
  }

  /** As a variable, or a member of an output. */
  assigned(text: Said<F>): Readonly<Record<string, string>> {
    return { [this.name]: expression(text) };
  }

  get variable(): Said<F> {
    return said(`$${this.name}`);
  }

  of(object: Worded): Said<F> {
    return said(`${object}.${this.name}`);
  }
}
