/** How a file has its text. All that is read here is JSON or YAML, which begin with a character of ASCII or a byte order mark. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "utf-32";

/**
 * The encoding that the first four bytes of a file tell: by a byte order mark, or else by where their zeros are. PowerShell 5
 * redirects (`>`) into UTF-16. https://datatracker.ietf.org/doc/html/rfc4627#section-3
 */
export function encodingOf(beginning: Uint8Array): Encoding {
  const [a, b, c, d] = beginning;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0)) return "utf-32";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0 && b !== undefined) return "utf-16be";
  if (b !== 0) return "utf-8";
  return c === 0 && d === 0 ? "utf-32" : "utf-16le";
}

/** The text of a file without its byte order mark. What is no text of its encoding becomes U+FFFD. */
export function decoded(content: Uint8Array): string {
  return new TextDecoder(labelOf(content)).decode(content);
}

/** The same, of a file that comes in pieces: none may be smaller than four bytes but the last one. */
export class TextPieces {
  private decoder: InstanceType<typeof TextDecoder> | undefined;
  private rest = new Uint8Array();

  write(piece: Uint8Array): string {
    const isFirst = this.decoder === undefined;
    this.decoder ??= new TextDecoder(labelOf(piece), { ignoreBOM: true });
    const text = this.decoder.encoding === "utf-8" ? this.utf8(piece) : this.decoder.decode(piece, { stream: true });
    return isFirst ? text.replace(/^\uFEFF/, "") : text;
  }

  /** What was begun and not completed. */
  end(): string {
    return this.decoder?.decode(this.rest) ?? "";
  }

  /** To decode as a stream takes ten times as long as to decode whole characters. */
  private utf8(piece: Uint8Array): string {
    const whole = this.rest.length === 0 ? piece : joined(this.rest, piece);
    const end = endOfCharacters(whole);
    this.rest = whole.slice(end);
    return this.decoder!.decode(whole.subarray(0, end));
  }
}

function labelOf(beginning: Uint8Array): string {
  const encoding = encodingOf(beginning);
  // Nobody's redirection makes it, and no decoder has it: it reads as text full of zeros, which no format takes.
  return encoding === "utf-32" ? "utf-8" : encoding;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Before the character that the last bytes begin and do not complete. https://datatracker.ietf.org/doc/html/rfc3629#section-3 */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Position of the first byte that is not UTF-8, or nothing if all is. */
export function notUtf8(content: Uint8Array): number | undefined {
  if (isUtf8(content)) return undefined;
  let [good, bad] = [0, content.length];
  while (good < bad) {
    const middle = good + Math.ceil((bad - good) / 2);
    if (isUtf8(content.subarray(0, middle), true)) good = middle;
    else bad = middle - 1;
  }
  // The bytes before the bad one may begin a character that the bad one does not go on with.
  return beginningOfCharacter(content, good);
}

function isUtf8(content: Uint8Array, isBeginning = false): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content, { stream: isBeginning });
    return true;
  } catch {
    return false;
  }
}

function beginningOfCharacter(content: Uint8Array, end: number): number {
  let start = end;
  while (start > 0 && end - start < 3 && !isUtf8(content.subarray(0, start))) start--;
  return start;
}
