import { severities, type Detection } from "../../detections/detection";
import type { Organization } from "../../organization/organization";
import { normalize, requiredValues } from "../../patterns/compile/normal-form";
import type { Path } from "../files/config-document";
import type { Problem } from "../files/problem";
import { asEntry, asList, strings, watchedIn, type ConfigView } from "./config-view";
import { coveredReaders } from "./covered-readers";
import { impossibleReaders } from "./impossible-readers";
import { nothing } from "./nothing";

/** Entries that are right and change nothing: whoever wrote them believes that they do. */
export function withoutEffect(view: ConfigView, organization: Organization): readonly Problem[] {
  return [
    ...detectionSettings(view, organization),
    ...withoutEvents(view, organization),
    ...switchedOff(view),
    ...neverSent(view),
    ...emptyWaves(view, organization),
    ...unusedUnits(view),
    ...attachedToNothing(view),
    ...toldAnyway(view),
    ...tagsOfAll(view),
    ...coveredReaders(view),
    ...impossibleReaders(view),
  ];
}

/** What is set for a detection that is off, raises no alarm, or is never about a role. */
function detectionSettings({ root, settings }: ConfigView, { detections }: Organization): readonly Problem[] {
  return Object.entries(asEntry(settings.detections)).flatMap(([id, value]) => {
    const entry = asEntry(value);
    const path = ["detections", id];
    const given = Object.keys(entry).filter((key) => key !== "enabled");
    if (entry.enabled === false) {
      return given.map((key) => nothing(root, [...path, key], `${id} is off`, "Remove it, or enabled: false."));
    }
    const detection = detections.find((each) => each.id === id)!;
    const alarm = given.filter((key) => key === "threshold" || key === "period");
    return [
      ...(detection.severity === "info"
        ? alarm.map((key) =>
            nothing(
              root,
              [...path, key],
              `${id} is info: it is counted, without an alarm`,
              "Remove it, or give it a severity.",
            ),
          )
        : []),
      ...(given.includes("excludePrincipals") && !isEverByRole(detection)
        ? [nothing(root, [...path, "excludePrincipals"], `no role ever does what ${id} is about`, "Remove it.")]
        : []),
    ];
  });
}

function isEverByRole({ condition }: Detection): boolean {
  return requiredValues(normalize(condition), "userIdentity.type")?.includes("AssumedRole") ?? true;
}

/** What is set for detections of calls that the trail leaves out, or is defined about them. */
function withoutEvents({ root, settings }: ConfigView, { detections }: Organization): readonly Problem[] {
  if (asEntry(settings.trail).excludeKmsEvents !== true) return [];
  const own = asList(settings.ownDetections).map((each) => asEntry(each).id);
  return detections
    .filter(({ condition }) => requiredValues(normalize(condition), "eventSource")?.every((each) => each === KMS))
    .flatMap(({ id }) => {
      const at = own.indexOf(id);
      const path = at === -1 ? ["detections", id] : ["ownDetections", at];
      if (at === -1 && !Object.hasOwn(asEntry(settings.detections), id)) return [];
      return [nothing(root, path, "the trail leaves out calls of KMS", "Remove it, or trail.excludeKmsEvents.")];
    });
}

const KMS = "kms.amazonaws.com";

/** What belongs to something that is off. */
function switchedOff({ root, settings }: ConfigView): readonly Problem[] {
  const alerts = asEntry(settings.alerts);
  const owners = asEntry(alerts.owners);
  return [
    ...(owners.notify === false && "minimumSeverity" in owners
      ? [nothing(root, ["alerts", "owners", "minimumSeverity"], "owners get no mail", "Remove it, or notify: false.")]
      : []),
    ...(alerts.heartbeat === false && "heartbeatMinutes" in alerts
      ? [nothing(root, ["alerts", "heartbeatMinutes"], "there are no signs of life", "Remove it, or heartbeat: false.")]
      : []),
  ];
}

/** Alarms that a route would send at once, if it got them. */
function neverSent({ root, settings }: ConfigView): readonly Problem[] {
  return asList(asEntry(settings.alerts).routes).flatMap((each, index) => {
    const { minimumSeverity: least, alarmsAtOnce: atOnce } = asEntry(each);
    if (typeof least !== "string" || typeof atOnce !== "string" || urgency(atOnce) <= urgency(least)) return [];
    const path = ["alerts", "routes", index, "alarmsAtOnce"];
    return [nothing(root, path, `the route gets what is ${least} or more urgent`, `Remove it, or write ${least}.`)];
  });
}

/** 0 is the most urgent. */
function urgency(severity: string): number {
  return severities.findIndex((each) => each === severity);
}

/** Waves, and modes of waves, that no account is in. Central accounts are quiet only with all waves, so that they are in each. */
function emptyWaves({ root, settings }: ConfigView, { members, waves }: Organization): readonly Problem[] {
  const modes = Object.keys(asEntry(settings.modes));
  const isEmpty = (wave: string) => !members.some((member) => member.wave === wave);
  const note = (path: Path, wave: string) =>
    nothing(root, path, `no account is in the wave ${wave}`, "Remove it, or give a member this wave.");
  return [
    ...strings(settings.waves)
      .filter(({ text }) => isEmpty(text))
      .map(({ text, index }) => note(["waves", index], text)),
    ...(waves.every((wave) => modes.includes(wave)) ? [] : modes)
      .filter(isEmpty)
      .map((wave) => note(["modes", wave], wave)),
  ];
}

/** Units that neither a member nor a guardrail names. */
function unusedUnits({ root, settings, accounts }: ConfigView): readonly Problem[] {
  const used = [
    ...accounts.map(({ entry }) => entry.organizationalUnit),
    ...Object.values(asEntry(settings.guardrails)).flatMap((each) => asList(asEntry(each).organizationalUnits)),
  ];
  return Object.keys(asEntry(settings.organizationalUnits))
    .filter((unit) => !used.includes(unit))
    .map((unit) =>
      nothing(root, ["organizationalUnits", unit], `no member and no guardrail is in the unit ${unit}`, "Remove it."),
    );
}

/** Policies of the organization that are attached nowhere. */
function attachedToNothing({ root, settings }: ConfigView): readonly Problem[] {
  return Object.entries(asEntry(settings.guardrails))
    .filter(([, value]) => {
      const { organizationalUnits, securityAccount } = asEntry(value);
      return asList(organizationalUnits).length === 0 && securityAccount !== true;
    })
    .map(([key]) =>
      nothing(root, ["guardrails", key], "it is for no unit and no account", "List organizationalUnits, or remove it."),
    );
}

/** Secrets of elsewhere that are listed without anything that another secret of the account would not have. */
function toldAnyway({ accounts }: ConfigView): readonly Problem[] {
  return accounts
    .flatMap((account) => watchedIn(account, "secrets"))
    .filter(({ entry }) => entry.owner === undefined && asList(entry.expectedReaders).length === 0)
    .map(({ document, path }) =>
      nothing(
        document,
        path,
        "unexpected reads of every secret are told of, listed or not",
        "Give it expectedReaders or an owner, or remove it.",
      ),
    );
}

/** Tags of a member that every account has. */
function tagsOfAll({ settings, accounts }: ConfigView): readonly Problem[] {
  const ofAll = asEntry(asEntry(settings.defaults).tags);
  return accounts
    .filter(({ kind }) => kind === "member")
    .flatMap(({ document, path, entry }) =>
      Object.entries(asEntry(entry.tags))
        .filter(([key, value]) => Object.hasOwn(ofAll, key) && ofAll[key] === value)
        .map(([key]) =>
          nothing(document, [...path, "tags", key], "it is in defaults.tags already", "Remove it here or there."),
        ),
    );
}
