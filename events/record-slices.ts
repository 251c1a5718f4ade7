/** How a file of CloudTrail begins, up to its first record. */
export const RECORDS_START = '{"Records":[';

const END = "]}";

/** Characters that are parsed at a time: what comes of them fits into the caches of a core, and is gone before the next. */
const SLICE = 64 * 1024;

export interface RecordSlice {
  readonly items: readonly unknown[];
  /** Characters of the text up to what follows; behind the last slice, all of them. */
  readonly end: number;
}

/**
 * Records of a file as CloudTrail delivers it, some at a time, which takes less than JSON.parse for all of them, and a tenth of the
 * memory. Gives nothing of other texts, and ends early where it can't go on.
 *
 * The text is cut where a record seems to end, and each part is parsed as a list. Wherever that is, it is exact: JSON reads in one way
 * only, so that parts that are lists one by one are the same list together. A part that is none goes on to a later cut.
 */
export function* recordSlices(text: string, size = SLICE): Generator<RecordSlice> {
  const key = firstKey(text);
  if (key === undefined) return;
  const cut = `},${key}`;
  const last = text.length - END.length;
  let length = size;
  for (let at = RECORDS_START.length; at < last;) {
    const found = at + length < last ? text.indexOf(cut, at + length) : -1;
    const end = found < 0 ? last : found + 1;
    const items = listOf(text.slice(at, end));
    if (items === undefined) {
      if (end === last) return;
      length *= 2;
      continue;
    }
    [at, length] = [end + 1, size];
    yield { items, end: end === last ? text.length : at };
  }
}

/** The first key of the first record, as it is written: CloudTrail writes all of them in the same order, on one line. */
function firstKey(text: string): string | undefined {
  if (!text.startsWith(RECORDS_START) || !text.endsWith(END) || text.includes("\n")) return undefined;
  return /^\{"\w+":/.exec(text.slice(RECORDS_START.length, RECORDS_START.length + 100))?.[0];
}

function listOf(text: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(`[${text}]`) as readonly unknown[];
  } catch {
    return undefined;
  }
}
