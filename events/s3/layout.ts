import { isEventFile } from "../event-files";
import { dayAfter, type EventLimits } from "../limits";

/**
 * Where a key lies in the folders of CloudTrail, as far down as it goes:
 * [prefix/]AWSLogs/[o-organization/]account/CloudTrail/region/yyyy/mm/dd/
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export interface TrailFolder {
  /** All above the account, with a slash at its end. */
  readonly above: string;
  /** 12 digits. @default - it does not go so far down, or is none of CloudTrail's */
  readonly account?: string;
  /** `CloudTrail`, or what else is delivered there, such as `CloudTrail-Digest`. */
  readonly service?: string;
  readonly region?: string;
  readonly year?: string;
  /** YYYY-MM-DD. */
  readonly day?: string;
}

/** What may be in a bucket, as a listing has it. */
export interface ListedObject {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly modified?: number;
}

const ROOT = "AWSLogs";

/** @param key of an object, or a folder with a slash at its end */
export function trailFolderOf(key: string): TrailFolder | undefined {
  const folders = key.split("/").slice(0, -1);
  let found: TrailFolder | undefined;
  for (const [index, folder] of folders.entries()) {
    if (folder !== ROOT) continue;
    const isOrganizations = isOrganizationId(folders[index + 1]);
    const accountAt = index + (isOrganizations ? 2 : 1);
    found = { above: `${folders.slice(0, accountAt).join("/")}/` };
    const [account, service, region, year, month, day] = folders.slice(accountAt);
    if (!isAccountId(account)) continue;
    const date = [year, month, day].join("-");
    return { ...found, account, service, region, year, day: /^\d{4}-\d\d-\d\d$/.test(date) ? date : undefined };
  }
  return found;
}

/** Whether a key is in a folder of CloudTrail at all, below another one. @returns that folder */
export function trailRootIn(key: string, folder: string): string | undefined {
  const folders = key.slice(folder.length).split("/").slice(0, -1);
  const root = folders.indexOf(ROOT);
  return root < 0 ? undefined : `${folder}${folders.slice(0, root + 1).join("/")}/`;
}

/**
 * Whether an object may have events that are asked for. Of an account's folder in AWSLogs that are CloudTrail's files, without
 * digests and Insights; CloudTrail puts a file where the day is on which it is delivered, which may be the next one. Elsewhere it
 * is whatever is called like an event file, unless it was written before the first day.
 */
export function mayHold({ key, modified }: ListedObject, limits: EventLimits): boolean {
  if (!isEventFile(key)) return false;
  const folder = trailFolderOf(key);
  if (folder?.account !== undefined) {
    return isEventFolder(folder) && isAskedFor(folder, limits) && folder.day !== undefined;
  }
  return limits.from === undefined || modified === undefined || modified >= Date.parse(limits.from);
}

/** Whether files of calls may be below a folder, by what of it is known. */
export function isEventFolder({ service }: TrailFolder): boolean {
  return service === undefined || service === "CloudTrail";
}

/** Whether what is below a folder is asked for, by what of it is known. */
export function isAskedFor({ account, region, day }: TrailFolder, limits: EventLimits): boolean {
  const { accounts, regions } = limits;
  return (
    (account === undefined || accounts === undefined || accounts.includes(account)) &&
    (region === undefined || regions === undefined || regions.includes(region)) &&
    (day === undefined || (day >= (limits.from ?? "") && day <= lastFolder(limits)))
  );
}

/** The last day of whose folder files are read. */
export function lastFolder({ to }: EventLimits): string {
  return to === undefined ? "~" : dayAfter(to);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
function isOrganizationId(folder: string | undefined): boolean {
  return folder !== undefined && /^o-[a-z0-9]{10,32}$/.test(folder);
}

export function isAccountId(text: string | undefined): text is string {
  return text !== undefined && /^\d{12}$/.test(text);
}
