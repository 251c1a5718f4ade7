import type { Detection } from "../../detections/detection";
import type { Organization } from "../../organization/organization";
import { covers } from "../../reads/readers";
import { normalize, requiredValues } from "../../patterns/compile/normal-form";
import type { Path } from "../files/config-document";
import type { Problem } from "../files/problem";
import { asEntry, secretsOf, strings, watchedSecretsOf, type AccountView, type ConfigView } from "./config-view";

/** Entries that are right and change nothing: whoever wrote them believes that they do. */
export function withoutEffect(view: ConfigView, organization: Organization): readonly Problem[] {
  return [
    ...detectionSettings(view, organization),
    ...switchedOff(view),
    ...emptyWaves(view, organization),
    ...coveredReaders(view),
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

/** Modes of waves that no account is in. Central accounts are quiet only with all waves, so that they are in each. */
function emptyWaves({ root, settings }: ConfigView, { members, waves }: Organization): readonly Problem[] {
  const modes = Object.keys(asEntry(settings.modes));
  if (waves.every((wave) => modes.includes(wave))) return [];
  return modes
    .filter((wave) => !members.some((member) => member.wave === wave))
    .map((wave) =>
      nothing(root, ["modes", wave], `no account is in the wave ${wave}`, "Remove it, or give a member this wave."),
    );
}

/** Readers of an account or a secret who may read it already, as readers of whatever is around it. */
function coveredReaders({ settings, accounts }: ConfigView): readonly Problem[] {
  const defaults = textsOf(asEntry(settings.defaults).expectedReaders);
  return accounts.flatMap((account) => {
    const ofAccount = textsOf(account.entry.expectedReaders);
    const secrets = [...secretsOf(account), ...watchedSecretsOf(account)].filter(({ entry }) => entry.decoy !== true);
    return [
      ...covered(account, [[defaults, "defaults.expectedReaders"]]),
      ...secrets.flatMap((secret) =>
        covered(secret, [
          [defaults, "defaults.expectedReaders"],
          [ofAccount, "expectedReaders of its account"],
        ]),
      ),
    ];
  });
}

function covered(
  { document, path, entry }: Pick<AccountView, "document" | "path" | "entry">,
  around: readonly (readonly [readers: readonly string[], where: string])[],
): readonly Problem[] {
  return strings(entry.expectedReaders).flatMap(({ text, index }) => {
    const found = around.flatMap(([readers, where]) =>
      readers.filter((each) => covers(each, text)).map((each) => ({ each, where })),
    )[0];
    if (found === undefined) return [];
    const reason = `${found.each === text ? "it" : JSON.stringify(found.each)} is in ${found.where} already`;
    return [nothing(document, [...path, "expectedReaders", index], reason, "Remove it here or there.")];
  });
}

function textsOf(list: unknown): readonly string[] {
  return strings(list).map(({ text }) => text);
}

function nothing(document: AccountView["document"], path: Path, reason: string, remedy: string): Problem {
  return document.problem(path, `it changes nothing: ${reason}.`, remedy);
}
