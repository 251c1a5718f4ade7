import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../detections/alarm-description";
import { filterCount, filterPatternsOf, mostFilters } from "../../detections/compiled";
import { customize } from "../../detections/customize";
import type { Detection } from "../../detections/detection";
import { isReservedId } from "../../health/reserved-ids";
import { attempt } from "../../patterns/compile/attempt";
import { evaluate } from "../../patterns/evaluate";
import type { ConfigDocument, Path } from "../files/config-document";
import { ownDetection, type DetectionSettings } from "../schema/detection";
import { catalogueOf, toDetection, type WatchFacts } from "../effective-detections";
import { nameDefaults } from "../schema/organization-file";
import { pipelineDefaults } from "../schema/pipeline";
import type { Problem } from "../files/problem";
import { entryRoleNames, stackSetRolePrefix } from "../../organization/names/access-names";
import { forwardingRegions, isPartitionName, otherRegions } from "../../organization/regions";
import { asEntry, asList, strings, type ConfigView } from "./config-view";
import { decoysOf, MOST_DECOYS } from "./decoys";

/** Roles can be excluded, own detections do what their examples say, and all fit a log group. */
export function checkDetections(view: ConfigView): Problem[] {
  const catalogue = catalogueOfView(view);
  const settings = Object.entries(asEntry(view.settings.detections));
  const changed = settings.flatMap(([id, value]) =>
    checkSettings(view, catalogue, id, asEntry(value) as DetectionSettings),
  );
  const own = asList(view.settings.ownDetections).flatMap((value, index) => {
    const result = ownDetection.safeParse(value);
    return result.success ? [{ detection: toDetection(result.data), path: ["ownDetections", index] }] : [];
  });
  return [
    ...changed,
    ...own.flatMap(({ detection, path }, index) => [
      ...checkOwnId(
        view,
        catalogue,
        { detection, path },
        own.slice(0, index).map((each) => each.detection.id),
      ),
      ...checkExamples(view, detection, path),
      ...checkExpressible(view.root, detection, [...path, "condition"]),
      ...checkMail(view, detection, path),
    ]),
    ...checkNumber(
      view,
      catalogue,
      settings,
      own.map(({ detection }) => detection),
    ),
  ];
}

/** The catalogue, as far as the file says what is in it. */
export function catalogueOfView(view: ConfigView): readonly Detection[] {
  return catalogueOf(
    decoysOf(view)
      .map(({ name }) => name)
      // Too many are told of by themselves.
      .slice(0, MOST_DECOYS),
    watchFactsOf(view),
  );
}

/** A name that the schema refuses is reported there; filters of usual length do meanwhile. */
function watchFactsOf({ settings }: ConfigView): WatchFacts {
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  const partition = isPartitionName(settings.partition) ? settings.partition : "aws";
  const governed = strings(settings.governedRegions).map(({ text: region }) => region);
  const bucketName = text(asEntry(settings.archive).bucketName, "");
  const deployRoleName = text(asEntry(settings.deployment).roleName, nameDefaults.deployRoleName);
  const accountId = text(asEntry(settings.security).id, "000000000000");
  return {
    namePrefix: text(settings.namePrefix, nameDefaults.namePrefix),
    deployRoleName,
    stackSetRolePrefix,
    pipeline: pipelineOf(settings.pipeline, accountId),
    logAccountIds: [accountId],
    archiveBucketName: bucketName === "" ? undefined : bucketName,
    governedRegions: governed,
    otherRegions: otherRegions(partition, governed),
    silentRegions: forwardingRegions({ partition, homeRegion: "" }, governed).length < governed.length,
  };
}

function pipelineOf(pipeline: unknown, accountId: string): WatchFacts["pipeline"] {
  if (pipeline === undefined) return undefined;
  const { oidc } = asEntry(pipeline);
  if (oidc === undefined) return { accountId, entryRoleNames };
  const { issuer } = asEntry(oidc);
  return { accountId, entryRoleNames, tokenIssuer: typeof issuer === "string" ? issuer : pipelineDefaults.issuer };
}

function checkSettings(
  { root }: ConfigView,
  catalogue: readonly Detection[],
  id: string,
  changes: DetectionSettings,
): Problem[] {
  const path = ["detections", id];
  const detection = catalogue.find((each) => each.id === id);
  if (detection === undefined || !Array.isArray(changes.excludePrincipals)) return [];
  if (detection.filterPattern !== undefined) {
    return [
      root.problem(
        [...path, "excludePrincipals"],
        "the text of a CIS filter is prescribed, and excludes nobody.",
        "Exclude them from the detection that it stands beside, or switch this one off.",
      ),
    ];
  }
  const excluded = changes.excludePrincipals.filter((each) => typeof each === "string");
  return customize(detection, { excludePrincipals: excluded }).flatMap((each) =>
    checkExpressible(root, each, [...path, "excludePrincipals"]),
  );
}

/** @param before ids of the organization's own detections that stand above it */
function checkOwnId(
  { root }: ConfigView,
  catalogue: readonly Detection[],
  { detection: { id }, path }: { readonly detection: Detection; readonly path: Path },
  before: readonly string[],
): Problem[] {
  if (isReservedId(id)) {
    return [
      root.problem([...path, "id"], `${JSON.stringify(id)} names an alarm of the product.`, "Choose another id."),
    ];
  }
  const where = catalogue.some((each) => each.id === id)
    ? "the catalogue"
    : before.includes(id)
      ? "this list"
      : undefined;
  if (where === undefined) return [];
  return [root.problem([...path, "id"], `${JSON.stringify(id)} is already in ${where}.`, "Choose another id.")];
}

function checkExamples({ root }: ConfigView, { matches, ignores, condition }: Detection, path: Path): Problem[] {
  const wrong = (key: string, index: number, what: string, message: string) =>
    root.problem([...path, key, index], `${JSON.stringify(what)} ${message}.`, "Correct the condition or the example.");
  return [
    ...matches.flatMap(({ what, event }, index) =>
      evaluate(condition, event) ? [] : [wrong("matches", index, what, "does not match the condition")],
    ),
    ...ignores.flatMap(({ what, event }, index) =>
      evaluate(condition, event) ? [wrong("ignores", index, what, "matches the condition")] : [],
    ),
  ];
}

function checkMail({ root }: ConfigView, detection: Detection, path: Path): Problem[] {
  const { length } = alarmDescription(detection);
  if (length <= MAX_ALARM_DESCRIPTION_LENGTH) return [];
  return [
    root.problem(
      path,
      `its mail has ${length} characters, of the title, why and nextSteps; an alarm takes ${MAX_ALARM_DESCRIPTION_LENGTH}.`,
      "Shorten why or nextSteps.",
    ),
  ];
}

function checkExpressible(document: ConfigDocument, detection: Detection, path: Path): Problem[] {
  const { reason } = attempt(() => filterPatternsOf(detection));
  if (reason === undefined) return [];
  return [document.problem(path, `CloudWatch Logs has no filter pattern for it: ${reason}`, "Reword the condition.")];
}

function checkNumber(
  { root, settings: { trail } }: ConfigView,
  catalogue: readonly Detection[],
  settings: readonly (readonly [string, unknown])[],
  own: readonly Detection[],
): Problem[] {
  const byId = new Map(settings);
  const changed = catalogue.flatMap((detection) => {
    const { enabled, excludePrincipals } = asEntry(byId.get(detection.id));
    const excluded = asList(excludePrincipals).filter((each) => typeof each === "string");
    return customize(detection, { enabled: enabled !== false, excludePrincipals: excluded });
  });
  const count = filterCount([...changed, ...own]);
  const limit = mostFilters(asEntry(trail).existing !== undefined);
  if (count <= limit) return [];
  return [
    root.problem(
      [own.length > 0 ? "ownDetections" : "detections"],
      `the detections need ${count} metric filters; a log group takes ${limit}.`,
      "Switch detections off: detections: { <id>: { enabled: false } }",
    ),
  ];
}
