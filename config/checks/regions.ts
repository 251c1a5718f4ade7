import type { ConfigDocument, Path } from "../files/config-document";
import { suggest } from "../../text/did-you-mean";
import type { Problem } from "../files/problem";
import { isOptInRegion, isPartitionName, regionPattern, regionsOf } from "../../organization/regions";
import { secretsOf, strings, watchedOf, textsOf, type AccountView, type ConfigView } from "./config-view";

/**
 * Every region exists in the partition and is governed, the home region is on in every account, and what an account holds
 * is in regions that it does not leave out.
 */
export function checkRegions(view: ConfigView): Problem[] {
  const { root, settings } = view;
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition)) return [];
  const known = regionsOf(partition);
  const governed = strings(settings.governedRegions).map(({ text }) => text);

  const unknown = textsOf(view, "region", "governedRegion")
    // What does not look like a region is for the schema to report.
    .filter(({ value }) => regionPattern.test(value) && !known.includes(value))
    .map(({ document, path, value: region }) =>
      document.problem(
        path,
        `${JSON.stringify(region)} is not a region of partition ${partition}.`,
        suggest(region, known, `Regions of this partition: ${known.join(", ")}.`),
      ),
    );
  const outside = textsOf(view, "governedRegion")
    .filter(({ value }) => known.includes(value) && !governed.includes(value))
    .map(({ document, path, value: region }) =>
      document.problem(
        path,
        `${JSON.stringify(region)} is not one of governedRegions: ${governed.join(", ")}.`,
        "Use a governed region, or add this one to governedRegions.",
      ),
    );
  return [
    ...unknown,
    ...(governed.length > 0 ? outside : []),
    ...checkHomeRegion(root, settings.homeRegion),
    ...view.accounts.flatMap((account) => checkLeftOut(account, settings.homeRegion, governed)),
  ];

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

/** An account that names its regions names the home region, and those of its secrets and copies. */
function checkLeftOut(account: AccountView, home: unknown, governed: readonly string[]): Problem[] {
  const { document, path, entry } = account;
  const regions = strings(entry.regions).map(({ text }) => text);
  // Anything else than a list is for the schema to report, and an unknown region is reported above.
  if (!Array.isArray(entry.regions) || typeof home !== "string" || !governed.includes(home)) return [];
  const place = document.place([...path, "regions"]);
  const uses = [...secretsOf(account), ...watchedOf(account)].flatMap((secret) => [
    ...one(secret.document, [...secret.path, "region"], secret.entry.region),
    ...many(secret.document, [...secret.path, "replicaRegions"], secret.entry.replicaRegions),
  ]);
  const missing = regions.includes(home)
    ? []
    : [
        document.problem(
          [...path, "regions"],
          `the home region, ${home}, is not among them; every account has it: decoys, roles and what tells of them are there.`,
          `Add ${home}, or leave regions out to use all that are governed.`,
        ),
      ];
  const leftOut = uses
    .filter(({ region }) => governed.includes(region) && region !== home && !regions.includes(region))
    .map((use) =>
      use.document.problem(
        use.path,
        `${JSON.stringify(use.region)} is a region that the account leaves out (${place}): ${regions.join(", ") || "none"}.`,
        `Add ${use.region} to the regions of the account, or use one of them.`,
      ),
    );
  return [...missing, ...leftOut];
}

interface RegionUse {
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly region: string;
}

function one(document: ConfigDocument, path: Path, region: unknown): readonly RegionUse[] {
  return typeof region === "string" ? [{ document, path, region }] : [];
}

function many(document: ConfigDocument, path: Path, regions: unknown): readonly RegionUse[] {
  return strings(regions).map(({ text, index }) => ({ document, path: [...path, index], region: text }));
}
