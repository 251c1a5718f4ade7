import { constant, expression } from "../states/jsonata";
import { get, number } from "../states/memory";
import { compareSlice, listsOfSlice } from "./compare";
import { LOOK_BACK_DAYS, missingMillis, type RollCallFacts } from "./facts";
import { placesOfAnswer, query, queryStates, SIGNS } from "./query";
import { SLICES_AT_ONCE, slicesOf, type Slice } from "./slices";
import { rollCallKey, set } from "./task";

/** The text of a query has at most 10,000 characters. */
const MOST_IDS_OF_A_QUERY = 300;

/** Days after which DynamoDB may forget a slice that is not asked any more. */
const FORGET_DAYS = 90;

/** One slice after the other, a few at a time. */
export function askEachSlice(facts: RollCallFacts): unknown {
  const slices = slicesOf(facts);
  return {
    Type: "Map",
    Items: slices.map((_, index) => index),
    MaxConcurrency: SLICES_AT_ONCE,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Which slice",
      States: {
        "Which slice": {
          Type: "Choice",
          Choices: slices.map((_, index) => ({
            Condition: expression(`$states.input = ${index}`),
            Next: sliceState(index),
          })),
          Default: "Not a slice",
        },
        "Not a slice": { Type: "Fail", Error: "NoSuchSlice", Cause: "There is no slice of this number" },
        ...Object.fromEntries(slices.map((slice, index) => [sliceState(index), sliceFacts(slice)])),
        ...queryStates(facts, "who is heard", {
          query: query("$signs"),
          seconds: (missingMillis(facts) / 1000).toString(),
          Assign: { heard: expression(placesOfAnswer) },
          next: facts.tell === undefined ? "Compared" : "Whom it told of",
        }),
        ...(facts.tell === undefined
          ? { Compared: { Type: "Pass", Output: {}, End: true } }
          : comparingStates(facts, slices.length)),
      },
    },
    ...(facts.tell === undefined
      ? { Next: "Nothing to tell" }
      : { Assign: { slices: expression("[$states.result]") }, Output: {}, Next: "Anything to tell" }),
  };
}

function sliceState(index: number): string {
  return `Slice ${index + 1}`;
}

/** Text without expressions: however long it is, nothing has to be evaluated. */
function sliceFacts({ name, filter, accounts }: Slice): unknown {
  const signs = filter === undefined ? SIGNS : `${SIGNS} | filter ${filter}`;
  return { Type: "Pass", Assign: { slice: name, signs, accounts }, Output: {}, Next: "Ask who is heard" };
}

/** Who is missing that was not before, since when, and who is back. */
function comparingStates(facts: RollCallFacts, slices: number): Readonly<Record<string, unknown>> {
  const ids = '[$distinct($compared.fresh.$substringBefore($, " "))]';
  const these = `$count(${ids}) <= ${MOST_IDS_OF_A_QUERY}
    ? ${constant(`${SIGNS} | filter account in [`)} & $join(${ids}.("\\"" & $ & "\\""), ", ") & "]"
    : $signs`;
  return {
    "Whom it told of": get(facts, {
      request: `{ "Key": ${rollCallKey("$slice")}, "ConsistentRead": true }`,
      assign: {
        earlier: "{}",
        told: '$exists($states.result.Item.told) ? $parse($states.result.Item.told.S) : { "missing": {}, "unknown": {} }',
      },
      next: "Compare",
    }),
    Compare: { Type: "Pass", Assign: { compared: expression(compareSlice(facts)) }, Output: {}, Next: "Newly missing" },
    "Newly missing": {
      Type: "Choice",
      Choices: [{ Condition: expression("$count($compared.fresh) > 0"), Next: "Ask since when" }],
      Default: "Make lists",
    },
    ...queryStates(facts, "since when", {
      query: query(`(${these})`),
      seconds: (LOOK_BACK_DAYS * 86_400).toString(),
      Assign: { earlier: expression(placesOfAnswer) },
      next: "Make lists",
    }),
    "Make lists": {
      Type: "Pass",
      Assign: { lists: expression(listsOfSlice(facts, slices)) },
      Output: {},
      Next: "News",
    },
    ...notingStates(facts),
  };
}

/** Remembers what changed. Places are told of as missing once a mail went out. */
function notingStates(facts: RollCallFacts) {
  const note = (attribute: "told" | "nextTold") =>
    set(facts, "$slice", {
      what: `${attribute} = :next, expires = :expires`,
      values: {
        ":next": '{ "S": $string($lists.next) }',
        ":expires": number(`$floor($instant / 1000) + ${FORGET_DAYS * 86_400}`),
      },
      next: "Listed",
    });
  return {
    News: {
      Type: "Choice",
      Choices: [
        { Condition: expression("$lists.news"), Next: "Note it" },
        { Condition: expression("$lists.isOutdated"), Next: "Forget what is over" },
      ],
      Default: "Listed",
    },
    "Note it": note("nextTold"),
    // What is neither missing nor unknown any more because the file changed: nobody is told, and it may come again.
    "Forget what is over": note("told"),
    Listed: {
      Type: "Pass",
      Output: expression('$merge([$sift($lists, function($list, $kind) { $kind != "next" }), { "slice": $slice }])'),
      End: true,
    },
  };
}
