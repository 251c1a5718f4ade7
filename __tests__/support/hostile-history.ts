import fc from "fast-check";

import type { ComparedHistory } from "../../history/compare";
import type { FiredDetection, History } from "../../history/history";
import type { ReportAbout } from "../../history/page/about";
import { hostileText } from "./arbitrary-hostile-texts";
import { madeChanges } from "./made-changes";
import { madeHistory } from "./made-history";

/** What wants out of an element, an attribute or a document; now and then more than anybody reads. */
const breakingOut = fc
  .tuple(
    fc.oneof(
      hostileText,
      fc.constantFrom(
        ...[`"><img src=x onerror=alert(1)>`, `' onclick='alert(1)' x='`, "</style><style>*{display:none}</style>"],
        ...[
          "</title><script>alert(1)</script>",
          "</pre></details></li></ol>",
          "<!-- ",
          "]]><svg/onload=alert(1)>",
          '\\"',
        ],
        ...["<base href=https://evil.example>", '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
      ),
    ),
    fc.constantFrom(1, 1, 1, 1, 3000),
  )
  .map(([text, times]) => text.repeat(times));

/** What is one of a few words whatever an event says, or is no text. */
const OURS = new Set(["store", "verdict", "severity", "kind", "form", "day"]);

/** A history and what changes in it, with hostile texts wherever an event, a file or a configuration can put one. */
export const hostileHistory: fc.Arbitrary<{
  readonly history: History;
  readonly about: ReportAbout;
  readonly compared: ComparedHistory;
}> = fc.gen().map((gen) => {
  const { history, about } = madeHistory({ accounts: 2, secrets: 2, days: 6 });
  const spoilt = <Value>(value: Value): Value =>
    hostile(value, (text) => (gen(fc.nat, { max: 2 }) === 0 ? text : gen(() => breakingOut))) as Value;
  const detection: FiredDetection = {
    ...{ id: "x", title: "y", severity: "high", events: 2, alarms: 0, days: new Map([[history.days[0]!, 2]]) },
    ...{
      first: 0,
      last: 1,
      examples: [history.reads[0]!.firstRecord],
      accounts: new Map([["a", 1]]),
      callers: new Map([["c", 2]]),
    },
  };
  return {
    history: {
      ...history,
      reads: spoilt(history.reads).map((read, index) => ({ ...read, days: history.reads[index]!.days })),
      told: spoilt(history.told),
      detections: spoilt([detection]).map((fired) => ({ ...fired, days: detection.days })),
      seen: {
        ...history.seen,
        passedOver: spoilt(new Map([["digest", 2]])),
        problems: spoilt([{ place: "file", problem: "broken", count: 2 }]),
      },
    },
    compared: spoilt(madeChanges(history)),
    about: { ...about, configuration: spoilt("file"), accounts: spoilt(about.accounts) },
  };
});

function hostile(value: unknown, text: (text: string) => string, name = ""): unknown {
  if (typeof value === "string") return OURS.has(name) ? value : text(value);
  if (Array.isArray(value)) return value.map((each) => hostile(each, text, name));
  if (value instanceof Map) {
    return new Map([...(value as Map<string, unknown>)].map(([key, each]) => [text(key), hostile(each, text)]));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hostile(each, text, key)]));
}
