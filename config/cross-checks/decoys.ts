import { filterPatternsOf } from "../../detections/compiled";
import { readMetrics } from "../../detections/journal-metrics";
import { decoyRead } from "../../detections/secrets-decoys";
import { attempt } from "../../patterns/compile/attempt";
import type { Problem } from "../problem";
import { defaultDecoysOf, secretsOf, type ConfigView } from "./config-view";

/** A filter pattern of CloudWatch Logs searches so many lists: those of batches, once for each decoy. */
export const MOST_DECOYS = 3;

/** There are no more names of decoys than a filter can look for, and none is too long for one. */
export function checkDecoys(view: ConfigView): Problem[] {
  const byName = new Map(decoysOf(view).map((decoy) => [decoy.name, decoy]));
  const decoys = [...byName.values()];
  const fitting = decoys.slice(0, MOST_DECOYS).map(({ name }) => name);
  return decoys.flatMap(({ document, path, name }, index) => {
    if (index >= MOST_DECOYS) {
      return [
        document.problem(
          [...path, "name"],
          `${JSON.stringify(name)} is one name of a decoy too many; there may be ${MOST_DECOYS}: ${fitting.join(", ")}.`,
          "Use one of these names: it can be that of a decoy in every account.",
        ),
      ];
    }
    const { reason } = attempt(() => [readMetrics([name]), filterPatternsOf(decoyRead(fitting.slice(0, index + 1)))]);
    if (reason === undefined) return [];
    return [
      document.problem(
        [...path, "name"],
        `CloudWatch Logs can't look for this decoy and those before it: ${reason}`,
        "Choose shorter names.",
      ),
    ];
  });
}

/** Secrets that nothing is to read, where they stand. */
export function decoysOf(view: ConfigView) {
  return [
    ...defaultDecoysOf(view),
    ...view.accounts.flatMap(secretsOf).filter(({ entry }) => entry.decoy === true),
  ].flatMap(({ document, path, entry }) =>
    typeof entry.name === "string" ? [{ document, path, name: entry.name }] : [],
  );
}
