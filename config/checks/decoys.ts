import { filterPatternsOf } from "../../detections/compiled";
import { decoyRead, readsOfDecoys } from "../../detections/catalogue/secrets-decoys";
import { attempt } from "../../patterns/compile/attempt";
import { toEventPattern } from "../../patterns/compile/event-pattern";
import { renderPath, type Problem } from "../files/problem";
import { partitionNames, regionsOf } from "../../organization/regions";
import { defaultDecoysOf, secretsOf, type ConfigView } from "./config-view";

/** A filter pattern of CloudWatch Logs searches so many lists: those of batches, once for each decoy. */
export const MOST_DECOYS = 3;

const knownRegions = partitionNames.flatMap((partition) => regionsOf(partition));

/** A filter can look for the decoys, every account has each once, and no other secret can be taken for one. */
export function checkDecoys(view: ConfigView): Problem[] {
  return [...checkNames(view), ...checkDefaultsDiffer(view), ...checkOtherSecrets(view)];
}

/** There are no more names of decoys than a filter can look for, and each is one that filters and rules can tell. */
function checkNames(view: ConfigView): Problem[] {
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
    const region = knownRegions.find((each) => each.startsWith(`${name}-`));
    if (region !== undefined) {
      return [
        document.problem(
          [...path, "name"],
          `${JSON.stringify(name)} is what the region ${region} begins with; the ARN of every secret there would be taken for the decoy's.`,
          "Choose another name.",
        ),
      ];
    }
    const names = fitting.slice(0, index + 1);
    const { reason } = attempt(() => [filterPatternsOf(decoyRead(names)), toEventPattern(readsOfDecoys(names))]);
    if (reason === undefined) return [];
    return [
      document.problem(
        [...path, "name"],
        `AWS can't look for this decoy and those before it: ${reason}`,
        "Choose other names, or shorter ones.",
      ),
    ];
  });
}

function checkDefaultsDiffer(view: ConfigView): Problem[] {
  const decoys = defaultDecoysOf(view);
  return decoys.flatMap(({ document, path, entry: { name } }, index) => {
    if (typeof name !== "string") return [];
    const other = decoys.slice(0, index).find(({ entry }) => entry.name === name);
    if (other === undefined) return [];
    return [
      document.problem(
        [...path, "name"],
        `${JSON.stringify(name)} is also the name of ${renderPath(other.path)} (${document.place([...other.path, "name"])}); an account has one decoy of a name.`,
        "Rename one of the two decoys, or remove one.",
      ),
    ];
  });
}

/** The detection looks for names in every account: whoever reads a secret that is named like a decoy would be reported. */
function checkOtherSecrets(view: ConfigView): Problem[] {
  const decoys = decoysOf(view);
  return view.accounts.flatMap(secretsOf).flatMap(({ document, path, entry: { name, decoy } }) => {
    // What is neither true nor false is for the schema to report.
    if (typeof name !== "string" || (decoy ?? false) !== false) return [];
    const alike = decoys.find((each) => each.name === name) ?? decoys.find((each) => name.startsWith(`${each.name}-`));
    if (alike === undefined) return [];
    const place = alike.document.place([...alike.path, "name"]);
    return [
      document.problem(
        [...path, "name"],
        alike.name === name
          ? `${JSON.stringify(name)} is the name of a decoy (${place}); reading this secret would raise the decoy's alarm.`
          : `${JSON.stringify(name)} begins with the name of a decoy and a dash, ${JSON.stringify(`${alike.name}-`)} (${place}); reading this secret by its ARN would raise the decoy's alarm.`,
        alike.name === name ? "Rename one of the two, or write decoy: true." : "Rename one of the two.",
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
