/**
 * What the SDK knows of the form of a value: a number for what is simple, else a list that begins with one.
 * https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/sentinels.ts
 */
type Schema = number | readonly unknown[] | (() => Schema);

const [STRING, NUMBER, BOOLEAN, LIST_OF, MAP_OF, BLOB] = [0, 1, 2, 64, 128, 21];
/** As the service wants it: seconds, or a text. */
const TIMESTAMPS: ReadonlySet<number> = new Set([4, 5, 6, 7]);
const [SIMPLE, LIST, MAP, STRUCTURE] = [0, 1, 2, 3];

/** What is wrong with a value, and where in it: "SecretList[3].CreatedDate is no date". */
export class WrongForm extends Error {}

/**
 * A value as JSON has it, in the form in which the SDK gives it: what the aws CLI prints as a text, or as seconds since 1970 (version 1 does),
 * becomes a date. Members that the SDK does not know stay as they are; those that are null are none.
 *
 * @throws WrongForm
 */
export function inSdkForm(schema: unknown, value: unknown, at = ""): unknown {
  const known = resolved(schema as Schema);
  if (typeof known === "number") return inSimpleForm(known, value, at);
  switch (known[0]) {
    case SIMPLE:
      return inSdkForm(known[4], value, at);
    case LIST:
      return listOf(known[4], value, at);
    case MAP:
      return mapOf(known[5], value, at);
    case STRUCTURE:
      return structureOf(known, value, at);
    default:
      // Unions, and what comes later.
      return value;
  }
}

/** As the aws CLI prints it: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html#cli-config-cli_timestamp_format */
export function printed(answer: object): string {
  const text = JSON.stringify(answer, function (this: Readonly<Record<string, unknown>>, member, value: unknown) {
    // JSON.stringify has made a text of it already.
    const own = this[member];
    if (own instanceof Date) return own.toISOString().replace(/(\.000)?Z$/, "+00:00");
    return own instanceof Uint8Array ? Buffer.from(own).toString("base64") : value;
  });
  return `${JSON.stringify(JSON.parse(text), undefined, 4)}\n`;
}

function resolved(schema: Schema): number | readonly unknown[] {
  if (typeof schema === "function") return resolved(schema());
  // With traits of the member; no schema is so short.
  return typeof schema === "object" && schema.length === 2 ? resolved(schema[0] as Schema) : schema;
}

function inSimpleForm(schema: number, value: unknown, at: string): unknown {
  if ((schema & MAP_OF) !== 0) return mapOf(schema & ~MAP_OF, value, at);
  if ((schema & LIST_OF) !== 0) return listOf(schema & ~LIST_OF, value, at);
  if (TIMESTAMPS.has(schema)) return dateOf(value, at);
  switch (schema) {
    case STRING:
      if (typeof value === "string") return value;
      // The CLI takes policies of IAM apart; AWS gives them as a text for addresses.
      if (typeof value === "object") return encodeURIComponent(JSON.stringify(value));
      throw new WrongForm(`${at} is no text`);
    case NUMBER:
      if (typeof value !== "number") throw new WrongForm(`${at} is no number`);
      return value;
    case BOOLEAN:
      if (typeof value !== "boolean") throw new WrongForm(`${at} is neither true nor false`);
      return value;
    case BLOB:
      return typeof value === "string" ? Buffer.from(value, "base64") : value;
    default:
      return value;
  }
}

function dateOf(value: unknown, at: string): Date {
  const date =
    value instanceof Date
      ? value
      : new Date(typeof value === "number" ? value * 1000 : typeof value === "string" ? value : NaN);
  if (Number.isNaN(date.getTime())) throw new WrongForm(`${at} is no date`);
  return date;
}

function listOf(schema: unknown, value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongForm(`${at} is no list`);
  return value.map((each, index) => inSdkForm(schema, each, `${at}[${index}]`));
}

function mapOf(schema: unknown, value: unknown, at: string): object {
  return Object.fromEntries(membersOf(value, at).map(([key, each]) => [key, inSdkForm(schema, each, `${at}.${key}`)]));
}

function structureOf([, , , , names, schemas]: readonly unknown[], value: unknown, at: string): object {
  return Object.fromEntries(
    membersOf(value, at).map(([name, each]) => {
      const index = (names as readonly string[]).indexOf(name);
      const place = at === "" ? name : `${at}.${name}`;
      return [name, index < 0 ? each : inSdkForm((schemas as readonly unknown[])[index], each, place)];
    }),
  );
}

function membersOf(value: unknown, at: string): (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WrongForm(`${at === "" ? "the whole" : at} is no object`);
  }
  return Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
}
