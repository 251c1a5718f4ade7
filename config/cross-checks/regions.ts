import type { ConfigDocument, Path } from "../config-document";
import { suggest } from "../did-you-mean";
import type { Problem } from "../problem";
import { isOptInRegion, isPartitionName, regionsOf } from "../regions";
import { regionPattern } from "../schema-values";
import { asEntry, secretsOf, strings, type ConfigView } from "./config-view";

/** Every region exists in the partition and is governed, and the home region is on in every account. */
export function checkRegions(view: ConfigView): Problem[] {
  const { root, settings } = view;
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition)) return [];
  const known = regionsOf(partition);
  const governed = strings(settings.governedRegions).map(({ text }) => text);
  const uses = regionUses(view);

  const elsewhere = anywherePaths.flatMap((path) => {
    const found = path.reduce<unknown>((value, key) => asEntry(value)[key], settings);
    return typeof found === "string" ? [{ document: root, path, region: found }] : [];
  });
  const unknown = [...uses, ...elsewhere]
    // What does not look like a region is for the schema to report.
    .filter(({ region }) => regionPattern.test(region) && !known.includes(region))
    .map(({ document, path, region }) =>
      document.problem(
        path,
        `${JSON.stringify(region)} is not a region of partition ${partition}.`,
        suggest(region, known, `Regions of this partition: ${known.join(", ")}.`),
      ),
    );
  const outside = uses
    .filter(({ region, path }) => known.includes(region) && path[0] !== "governedRegions" && !governed.includes(region))
    .map(({ document, path, region }) =>
      document.problem(
        path,
        `${JSON.stringify(region)} is not one of governedRegions: ${governed.join(", ")}.`,
        "Use a governed region, or add this one to governedRegions.",
      ),
    );
  return [...unknown, ...(governed.length > 0 ? outside : []), ...checkHomeRegion(root, settings.homeRegion)];

  function checkHomeRegion(document: ConfigDocument, home: unknown): Problem[] {
    if (typeof home !== "string" || !isPartitionName(partition) || !isOptInRegion(partition, home)) return [];
    return [
      document.problem(
        ["homeRegion"],
        `${JSON.stringify(home)} is an opt-in region; accounts that did not opt in to it would send no events.`,
        "Choose a region that is on in every account, for example eu-west-1 or us-east-1.",
      ),
    ];
  }
}

/** The state and the log group of an existing trail may be in any region of the partition. */
const anywherePaths: readonly (readonly string[])[] = [
  ["deployment", "state", "region"],
  ["trail", "existing", "logGroupRegion"],
];

interface RegionUse {
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly region: string;
}

function regionUses({ root, settings, accounts }: ConfigView): RegionUse[] {
  const one = (document: ConfigDocument, path: Path, region: unknown): RegionUse[] =>
    typeof region === "string" ? [{ document, path, region }] : [];
  const many = (document: ConfigDocument, path: Path, regions: unknown): RegionUse[] =>
    strings(regions).map(({ text, index }) => ({ document, path: [...path, index], region: text }));

  return [
    ...one(root, ["homeRegion"], settings.homeRegion),
    ...many(root, ["governedRegions"], settings.governedRegions),
    ...many(root, ["defaults", "replicaRegions"], asEntry(settings.defaults).replicaRegions),
    ...accounts
      .flatMap(secretsOf)
      .flatMap(({ document, path, entry }) => [
        ...one(document, [...path, "region"], entry.region),
        ...many(document, [...path, "replicaRegions"], entry.replicaRegions),
      ]),
  ];
}
