import type { FieldTest, FilterPattern, Operator } from "./filter-pattern";
import { parseSelector } from "./parse-selector";
import { parseValue } from "./parse-value";
import { Reader } from "./reader";

/**
 * Reads a filter pattern for JSON events, with its braces.
 *
 * @throws FilterPatternSyntaxError with the position, what was found and what is allowed there
 */
export function parse(text: string): FilterPattern {
  return parseLocated(text).pattern;
}

export interface LocatedPattern {
  readonly pattern: FilterPattern;
  /** Where each test starts in the text. */
  readonly positions: ReadonlyMap<FieldTest, number>;
}

/** Reads a filter pattern and keeps where its tests came from. */
export function parseLocated(text: string): LocatedPattern {
  const parser = new Parser(text);
  return { pattern: parser.parseAll(), positions: parser.positions };
}

/** A level of parentheses takes two of 1,024 characters, so a pattern that AWS takes can't have more. */
const MAX_DEPTH = 512;

/** Longer ones first: `<` is the start of `<=`. */
const OPERATORS: readonly Operator[] = ["!=", "<=", ">=", "=", "<", ">"];

class Parser {
  readonly positions = new Map<FieldTest, number>();
  private readonly reader: Reader;
  private depth = 0;

  constructor(text: string) {
    this.reader = new Reader(text);
  }

  parseAll(): FilterPattern {
    const { reader } = this;
    reader.skipSpace();
    if (!reader.takes("{")) reader.fail(["{"], { hint: "A pattern for JSON events stands in braces." });
    const pattern = this.parseOr();
    if (!reader.takes("}")) reader.fail(["&&", "||", "}"]);
    reader.skipSpace();
    if (reader.peek(/[^]/y) !== undefined) reader.fail(["the end of the pattern"]);
    return pattern;
  }

  private parseOr(): FilterPattern {
    return this.parseList("or", "||", () => this.parseList("and", "&&", () => this.parsePrimary()));
  }

  private parseList(kind: "and" | "or", separator: string, parseOne: () => FilterPattern): FilterPattern {
    const first = parseOne();
    const conditions = [first];
    while (this.reader.takes(separator)) conditions.push(parseOne());
    return conditions.length === 1 ? first : { kind, conditions };
  }

  /** A test or a group in parentheses, with the space around it. */
  private parsePrimary(): FilterPattern {
    const { reader } = this;
    reader.skipSpace();
    const pattern = reader.takes("(") ? this.parseGroup() : this.parseTest();
    reader.skipSpace();
    return pattern;
  }

  private parseGroup(): FilterPattern {
    const { reader } = this;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) reader.fail([`at most ${MAX_DEPTH} levels of parentheses`]);
    const pattern = this.parseOr();
    if (!reader.takes(")")) reader.fail(["&&", "||", ")"]);
    this.depth -= 1;
    return pattern;
  }

  private parseTest(): FieldTest {
    const { reader } = this;
    const position = reader.position;
    if (reader.peek(/\$/y) === undefined) reader.fail(["$", "("]);
    const selector = parseSelector(reader);
    reader.skipSpace();
    const test: FieldTest = { selector, ...this.parseCondition() };
    this.positions.set(test, position);
    return test;
  }

  private parseCondition() {
    const { reader } = this;
    if (reader.takesWord("IS")) return { kind: "is", value: this.parseIsValue() } as const;
    if (reader.takesWord("NOT")) return this.parseExists();

    const operator = OPERATORS.find((each) => reader.takes(each));
    if (operator === undefined) {
      const hint =
        reader.peek(/EXISTS/y) &&
        'AWS has no EXISTS; write = "*" for a text or number, IS TRUE || IS FALSE for a boolean.';
      return reader.fail([...OPERATORS, "IS", "NOT EXISTS"], { hint });
    }
    reader.skipSpace();
    return { kind: "comparison", operator, value: parseValue(reader, operator) } as const;
  }

  private parseIsValue(): true | false | null {
    const { reader } = this;
    reader.skipSpace();
    if (reader.takesWord("NULL")) return null;
    if (reader.takesWord("TRUE")) return true;
    if (reader.takesWord("FALSE")) return false;
    return reader.fail(["NULL", "TRUE", "FALSE"], { hint: reader.peek(/NOT/y) && "AWS has no IS NOT." });
  }

  private parseExists() {
    this.reader.skipSpace();
    if (!this.reader.takesWord("EXISTS")) this.reader.fail(["EXISTS"]);
    return { kind: "notExists" } as const;
  }
}
