/** Takes what a text of JSON consists of, in its order. */
export interface ItemVisitor {
  /**
   * The text of an item of a list: of one that is the whole document, or stands under one of the keys in an object that is.
   *
   * @param position characters before it
   */
  item(text: string, position: number): void;
  /** A document of which nothing was handed over. @param position characters before it */
  document(text: string, position: number): void;
  /** A document without the items that were handed over: `0` stands for all of a list. */
  outline(text: string): void;
  /** A document that does not end. */
  cutOff(): void;
}

/** Characters of an item, or of a document without its items. A record has a megabyte at most. */
const LONGEST = 16 * 1024 ** 2;

/** An item is longer than any that can be meant. */
export class ItemTooLong extends Error {
  override readonly name = "ItemTooLong";

  constructor() {
    super(`has an item of more than ${LONGEST / 1024 ** 2} MB`);
  }
}

const [QUOTE, COMMA, BACKSLASH, LINE_FEED] = [0x22, 0x2c, 0x5c, 0x0a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const NO_LIST = -1;
const SOMETHING = /[^ \t\r\n]/;

/**
 * Cuts JSON that comes in pieces into items for JSON.parse, ten times as fast as a parser that makes values of each character, and
 * holds no more than one item and a piece. Documents may stand one behind the other. It only counts brackets: whether all of it is
 * JSON turns out when items and documents are parsed.
 */
export class JsonItems {
  /** What was not handed over yet. */
  private text = "";
  /** Characters before it. */
  private before = 0;
  /** Up to where it was looked at. */
  private at = 0;
  /** Where the item begins, or what of the document is no item. */
  private start = 0;
  private textStart = 0;
  private inText = false;
  private depth = 0;
  /** Depth at which commas stand between items. */
  private listDepth = NO_LIST;
  private hasItem = false;
  private hasComma = false;
  /** What was read of the document before `start`, without items. */
  private outline = "";
  private documentAt = 0;
  private hasList = false;
  /** The last text in the object that is the document: the key of what follows. */
  private key = "";

  /** @param lists keys that have lists of items in an object that is a document */
  constructor(
    private readonly visitor: ItemVisitor,
    private readonly lists: ReadonlySet<string>,
  ) {}

  /** @throws ItemTooLong */
  write(piece: string): void {
    this.text += piece;
    this.scan(this.text);
    if (this.text.length - this.start + this.outline.length > LONGEST) throw new ItemTooLong();
    this.text = this.text.slice(this.start);
    this.before += this.start;
    this.at -= this.start;
    this.textStart -= this.start;
    this.start = 0;
  }

  end(): void {
    if (this.depth === 0 && !this.inText) {
      this.endDocument();
      return;
    }
    const rest = this.text.slice(this.start);
    // The last item may be whole all the same.
    const isItem = this.depth === this.listDepth && !this.inText && SOMETHING.test(rest);
    if (isItem) this.visitor.item(rest, this.before + this.start);
    this.visitor.cutOff();
  }

  private scan(text: string): void {
    while (this.at < text.length) {
      if (this.inText) {
        this.skipText(text);
        continue;
      }
      const character = text.charCodeAt(this.at++);
      if (character === QUOTE) {
        this.inText = true;
        this.textStart = this.at;
      } else if (character === COMMA) {
        if (this.depth === this.listDepth) this.endItem(text);
      } else if (character === OPEN_OBJECT) this.depth++;
      else if (character === OPEN_LIST) this.openList(text);
      else if (character === CLOSE_OBJECT || character === CLOSE_LIST) this.close(text);
      else if (character === LINE_FEED && this.depth === 0) this.endDocument();
    }
  }

  /** To the end of a text, or of what there is of it. */
  private skipText(text: string): void {
    let end = text.indexOf('"', this.at);
    while (end >= 0 && isEscaped(text, end, this.textStart)) end = text.indexOf('"', end + 1);
    this.at = end < 0 ? text.length : end + 1;
    if (end < 0) return;
    this.inText = false;
    if (this.depth === 1 && this.listDepth === NO_LIST) this.key = text.slice(this.textStart, end);
  }

  private openList(text: string): void {
    const isWhole = this.depth === 0 && !SOMETHING.test(text.slice(this.start, this.at - 1));
    this.depth++;
    if (!isWhole && !(this.depth === 2 && this.listDepth === NO_LIST && this.lists.has(this.key))) return;
    this.listDepth = this.depth;
    [this.hasList, this.hasItem, this.hasComma] = [true, false, false];
    this.toOutline(text, this.at);
  }

  private close(text: string): void {
    if (this.depth === this.listDepth) {
      this.endItem(text);
      this.listDepth = NO_LIST;
    }
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth === 0) this.endDocument();
  }

  /** At the comma or the bracket behind an item. */
  private endItem(text: string): void {
    const end = this.at - 1;
    const isLast = text.charCodeAt(end) !== COMMA;
    const item = text.slice(this.start, end);
    if (SOMETHING.test(item)) {
      this.visitor.item(item, this.before + this.start);
      if (!this.hasItem) this.outline += "0";
      this.hasItem = true;
      // Nothing before a comma, or after the last one, is a mistake, and stays one.
    } else if (!isLast || this.hasComma) this.outline += ",";
    this.hasComma ||= !isLast;
    this.start = isLast ? end : this.at;
  }

  private endDocument(): void {
    this.toOutline(this.text, this.at);
    if (this.hasList) this.visitor.outline(this.outline);
    else if (SOMETHING.test(this.outline)) this.visitor.document(this.outline, this.documentAt);
    [this.outline, this.key, this.listDepth, this.hasList] = ["", "", NO_LIST, false];
  }

  private toOutline(text: string, end: number): void {
    if (this.outline === "") this.documentAt = this.before + this.start;
    this.outline += text.slice(this.start, end);
    this.start = end;
  }
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, position: number, from: number): boolean {
  let first = position;
  while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (position - first) % 2 === 1;
}
