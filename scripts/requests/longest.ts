import { organizationFileSchema } from "../../config/schema/organization-file";
import { verdictOf } from "./configuration";
import { everything } from "./everything";

type Path = readonly (string | number)[];

/** A value that can be made longer or larger: how it looks at a given size, and up to which size it is tried. */
interface Growth {
  readonly path: Path;
  readonly of: (size: number) => unknown;
  readonly most: number;
}

/** Sizes nobody would allow; a value that reaches it is not limited at all. */
const MOST_CHARACTERS = 5000;

const text = (path: Path, of: (size: number) => unknown, most = MOST_CHARACTERS): Growth => ({ path, of, most });
const number = (path: Path, step = 1): Growth => ({ path, of: (size) => size * step, most: 200_000 });

const letters = (size: number) => "a".repeat(size);
/** Paths of roles have 512 characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_PATH = 500;
/** Words with what Terraform, JSON, filter patterns and AWS's character sets could stumble over. */
const prose = (size: number) =>
  'Größe “x” ${aws:y} %{z} <b> \\ "q" – € 😀 '
    .repeat(Math.ceil(size / 20))
    .slice(0, size)
    .replace(/[\s\ud800-\udbff]$/, "x");
const path = (size: number) =>
  "n/"
    .repeat(Math.ceil(size / 2))
    .slice(0, size)
    .replace(/\/$/, "x");
/** The pieces of a domain have 63 characters at most. */
const domain = (size: number) =>
  `${"d".repeat(60)}.`
    .repeat(Math.ceil(size / 61))
    .slice(0, size)
    .replace(/\.$/, "d");

const member = ["members", 0] as const;
const secret = [...member, "secrets", 0] as const;
const route = ["alerts", "routes", 0] as const;
const detection = ["ownDetections", 0] as const;
const planned = ["silence", 0] as const;

const growths: readonly Growth[] = [
  text(["organizationId"], (size) => `o-${letters(size)}`),
  text(["organizationalUnits", "workloads"], (size) => `ou-${"a".repeat(32)}-${letters(size)}`),
  text(["namePrefix"], letters),
  text(["management", "name"], letters),
  text(["security", "name"], (size) => `s${letters(size)}`),
  text(["logArchive", "name"], (size) => `l${letters(size)}`),
  text(["management", "tags"], (size) => ({ "ключ äöü": "ä+/=@:".repeat(size).slice(0, size) })),
  text(["security", "tags"], (size) => ({ [letters(size)]: "x" })),
  text(["deployment", "roleName"], (size) => `D+=,.@-${letters(size)}`),
  text(["deployment", "state", "keyPrefix"], (size) => `${letters(size)}/`),
  text(["pipeline", "planRoleName"], (size) => `P+=,.@-${letters(size)}`),
  text(["pipeline", "oidc", "issuer"], (size) => `token.example.com/${letters(size)}`),
  text(["pipeline", "oidc", "audience"], letters),
  text(["pipeline", "oidc", "plan", 0], (size) => `repo:acorn/cloud:${letters(size)}`),
  text(["pipeline", "oidc", "apply", 0], (size) => `repo:acorn/cloud:environment:${letters(size)}`),
  text(["pipeline", "planPrincipalArns", 0], (size) => `arn:aws:iam::222222222222:role/${path(size)}`, MOST_PATH),
  text(["pipeline", "applyPrincipalArns", 0], (size) => `arn:aws:iam::222222222222:role/${path(size)}`, MOST_PATH),
  text(["alerts", "emails", 0], (size) => `local@${domain(size)}.example`),
  number(["alerts", "silenceMinutes"], 5),
  number(["alerts", "archiveDays"]),
  text([...route, "name"], letters),
  text([...route, "emails", 0], (size) => `local@${domain(size)}.example`),
  text([...route, "https", 0], (size) => `https://pager.acorn.example/${letters(size)}`),
  text([...route, "queues", 0], (size) => `arn:aws:sqs:ap-southeast-1:222222222222:${letters(size)}`),
  text([...route, "slack", 0, "workspaceId"], (size) => `T${"A".repeat(size)}`),
  text([...route, "slack", 0, "channelId"], (size) => `C${"A".repeat(size)}`),
  text([...route, "teams", 0, "channelId"], (size) => `19:${letters(size)}@thread.tacv2`),
  text(["trail", "name"], (size) => `T.b_c-${letters(size)}`),
  text(["archive", "bucketName"], letters),
  number(["archive", "expireAfterDays"]),
  number(["archive", "archiveAfterDays"]),
  number(["archive", "objectLock", "days"]),
  number(["archive", "athena", "scanLimitGigabytes"]),
  number(["archive", "athena", "resultDays"]),
  number(["logGroup", "retentionDays"]),
  text(["defaults", "tags"], (size) => ({ [letters(size)]: "v".repeat(256), empty: "" })),
  text(["defaults", "expectedReaders", 0], (size) => `role/${letters(size)}`),
  number(["defaults", "recoveryWindowDays"]),
  text(["defaults", "decoys", 0, "description"], prose),
  text(["defaults", "decoys", 0, "name"], path),
  text([...member, "name"], letters),
  text([...member, "owner"], (size) => `owner@${domain(size)}.example`),
  text(
    [...member, "tags"],
    (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`tag ${at}`, "x"])),
    100,
  ),
  text([...member, "expectedReaders", 0], (size) => `role/${path(size)}/*`, MOST_PATH),
  text([...secret, "name"], path),
  text([...secret, "description"], prose),
  text(
    [...secret, "expectedReaders", 0],
    (size) => `arn:aws:iam::444444444444:role/${path(size)}/reporting`,
    MOST_PATH,
  ),
  text([...planned, "reason"], prose),
  text([...planned, "readers", 0], (size) => `role/${path(size)}/*`, MOST_PATH),
  text([...planned, "secrets", 0], path),
  text([...planned, "parameters", 0], (size) => `/${path(size)}`),
  text([...detection, "id"], letters),
  text([...detection, "title"], prose),
  text([...detection, "why"], prose),
  text([...detection, "nextSteps", 0], prose),
  text([...detection, "likelyCauses", 0], prose),
  number([...detection, "threshold"]),
  number([...detection, "period"], 60),
];

/**
 * The configuration with everything on, each text as long and each number as large as `check` takes it: found by trying,
 * so that a limit that is raised is judged at its new height.
 */
export function longest() {
  let grown: object = everything("aws");
  const sizes: Record<string, number> = {};
  for (const growth of growths) {
    const size = largestTaken(growth, grown);
    if (size === 0) {
      // What grew before it may have used up what they share; on its own it has to grow.
      if (largestTaken(growth, everything("aws")) > 0) continue;
      throw new Error(`no size of ${growth.path.join(".")} is taken`);
    }
    grown = replaced(grown, growth.path, growth.of(size)) as object;
    sizes[growth.path.join(".")] = size;
  }
  return { source: grown, sizes };
}

function largestTaken({ path, of, most }: Growth, configuration: object): number {
  const at = (size: number) => replaced(configuration, path, of(size)) as object;
  // The schema answers in no time; what goes beyond one value only the whole check knows.
  const bySchema = largest(most, (size) => organizationFileSchema.safeParse(at(size)).success);
  const taken = (size: number) => verdictOf({ name: "longest", source: at(size) }).taken;
  return bySchema === 0 || taken(bySchema) ? bySchema : largest(bySchema, taken);
}

/** The largest size that passes; sizes need not all pass below it, as where only some numbers of days are allowed. */
function largest(most: number, passes: (size: number) => boolean): number {
  if (passes(most)) return most;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle;
  }
  if (low > 0) return low;
  for (let size = Math.min(most, 4000); size > 0; size--) if (passes(size)) return size;
  return 0;
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).map((each, index) => (index === key ? replaced(each, rest, by) : each));
  }
  const entry = value as Readonly<Record<string, unknown>>;
  return { ...entry, [key]: replaced(entry[key], rest, by) };
}
