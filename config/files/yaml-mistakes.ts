import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";

/** Keys and positions that lead to a value. */
type Path = readonly (string | number)[];

/** Characters of one text: more than the longest that a key takes, a pattern of 1,024, by far. */
const LONGEST_TEXT = 10_000;

/** Values that aliases make of a file: ten thousand accounts with a hundred each. */
const MOST_VALUES = 1_000_000;

/** What keeps a file from being read, where it stands. */
export interface YamlMistake {
  readonly offset: number;
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

/** The nodes that aliases stand for. */
export type Aliases = ReadonlyMap<Alias, Node>;

/** What is read of a document's structure in one pass over it. */
export interface Structure {
  readonly aliases: Aliases;
  readonly mistakes: readonly YamlMistake[];
}

type Ancestors = readonly (Document | Node | Pair)[];

/**
 * Everything that the parser refuses, and what it would only come upon when it makes values, without saying where: aliases
 * without an anchor, in their own anchor, or of too much in all, and merges of what is no mapping. And keys and values that are
 * so long that they can't be meant.
 *
 * @param place line and column of an offset, for people
 */
export function structureOf(document: Document.Parsed, place: (offset: number) => string): Structure {
  const mistakes: YamlMistake[] = [];
  const aliases = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const merges: Node[] = [];
  const refuse = (node: Node, ancestors: Ancestors, message: string, remedy: string) =>
    void mistakes.push({ offset: node.range![0], path: pathOf([...ancestors, node]), message, remedy });

  visit(document, {
    Node: (_, node, ancestors) => {
      if (isAlias(node)) addAlias(node, ancestors, { aliases, anchors, refuse });
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isScalar(node) && typeof node.value === "symbol") merges.push(node);
      else if (isScalar(node) && typeof node.value === "string" && node.value.length > LONGEST_TEXT) {
        const message = `A text of ${node.value.length} characters is longer than any that AWS takes; ${LONGEST_TEXT} are allowed.`;
        mistakes.push({ offset: node.range![0], path: [], message, remedy: "Shorten it." });
      }
    },
  });
  if (merges.length > 0) {
    visit(document, {
      Pair: (_, pair, ancestors) => {
        if (!isMergeKey(pair) || mergesMappings(pair.value, aliases)) return;
        refuse(
          pair.key as Node,
          ancestors,
          "what << merges is no mapping.",
          "Give it an alias of a mapping: <<: *name",
        );
      },
    });
  }
  if (mistakes.length === 0) mistakes.push(...excess(document, aliases));
  return { aliases, mistakes: [...errorsOf(document, place), ...mistakes] };
}

/** What the parser said. After the first mistake the rest of the file reads wrong; keys given twice are mistakes of their own. */
function errorsOf(document: Document.Parsed, place: (offset: number) => string): readonly YamlMistake[] {
  const errors = document.errors.filter(({ code }, index) => index === 0 || code === "DUPLICATE_KEY");
  return errors.map(({ code, message, pos: [offset] }) => {
    if (code === "MULTIPLE_DOCS") {
      return {
        offset,
        path: [],
        message: "a second YAML document begins here; a file of the configuration is one document.",
        remedy: "Remove the line, or put what follows into a file of its own, under include.",
      };
    }
    if (code === "DUPLICATE_KEY") return duplicate(document, offset, place);
    return { offset, path: [], message: `${message}.`.replace(/\.\.$/, "."), remedy: "Correct the YAML." };
  });
}

function duplicate(document: Document.Parsed, offset: number, place: (offset: number) => string): YamlMistake {
  const found: { path: Path; first?: Pair } = { path: [] };
  visit(document, {
    Pair: (_, pair, ancestors) => {
      if ((pair.key as Node | null)?.range?.[0] !== offset) return undefined;
      found.path = pathOf([...ancestors, pair]);
      found.first = (ancestors.at(-1) as YAMLMap).items.find((other) => keyOf(other) === keyOf(pair));
      return visit.BREAK;
    },
  });
  const where = (found.first?.key as Node | undefined)?.range?.[0];
  const message = `this key stands twice${where === undefined ? "" : `, first at ${place(where)}`}.`;
  return { offset, path: found.path, message, remedy: "Remove one of the two." };
}

interface Seen {
  readonly aliases: Map<Alias, Node>;
  readonly anchors: ReadonlyMap<string, Node>;
  readonly refuse: (node: Node, ancestors: Ancestors, message: string, remedy: string) => void;
}

function addAlias(alias: Alias, ancestors: Ancestors, { aliases, anchors, refuse }: Seen): void {
  const { source } = alias;
  const anchored = anchors.get(source);
  if (anchored === undefined) {
    const message = `*${source} is an alias, and there is no anchor &${source} before it.`;
    refuse(alias, ancestors, message, `Quote it if it is a text: "*${source}"`);
  } else if (ancestors.includes(anchored)) {
    refuse(alias, ancestors, `*${source} stands in what it stands for.`, "Write out what is meant.");
  } else aliases.set(alias, anchored);
}

/** The alias that is one too many, if all together make more of the file than anybody can mean. */
function excess(document: Document.Parsed, aliases: Aliases): readonly YamlMistake[] {
  const sizes = new Map<Node, number>();
  const sizeOf = (node: unknown): number => {
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    if (isAlias(node)) return aliases.has(node) ? sizeOf(aliases.get(node)) : 1;
    if (!isCollection(node)) return 1;
    const known = sizes.get(node);
    const size = known ?? node.items.reduce<number>((sum, each) => sum + sizeOf(each), 1);
    sizes.set(node, size);
    return size;
  };
  let sum = 0;
  const mistakes: YamlMistake[] = [];
  if (aliases.size > 0) {
    visit(document, {
      Alias: (_, alias, ancestors) => {
        sum += sizeOf(alias);
        if (sum <= MOST_VALUES) return undefined;
        const message = `with *${alias.source} the aliases of the file make more than ${MOST_VALUES} values.`;
        mistakes.push({
          offset: alias.range![0],
          path: pathOf([...ancestors, alias]),
          message,
          remedy: "Write out what is meant.",
        });
        return visit.BREAK;
      },
    });
  }
  return mistakes;
}

export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && typeof key.value === "symbol" && key.value.description === "<<";
}

/** The mappings that a merge takes its keys from, the first one first. */
export function mergedMappings(value: unknown, aliases: Aliases): readonly unknown[] {
  const source = isAlias(value) ? aliases.get(value) : value;
  return isSeq(source) ? source.items.map((each) => (isAlias(each) ? aliases.get(each) : each)) : [source];
}

function mergesMappings(value: unknown, aliases: Aliases): boolean {
  // Aliases without an anchor are told already.
  return mergedMappings(value, aliases).every((source) => source === undefined || isMap(source));
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key;
}

/** Where a node stands, of what is around it. */
function pathOf(ancestors: Ancestors): Path {
  return ancestors.flatMap((each, index): Path => {
    if (isPair(each)) return isScalar(each.key) ? [String(each.key.value)] : [];
    const next = ancestors[index + 1];
    return isSeq(each) && next !== undefined ? [each.items.indexOf(next)] : [];
  });
}
