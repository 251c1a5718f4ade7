import type { Found, FoundAccount } from "./found";
import { securityServices } from "./read-organization";

/** An account that is proposed for something, and why. */
export interface Chosen {
  readonly account: FoundAccount;
  /** In words that follow its name. */
  readonly reason: string;
}

/** What people call it; Control Tower calls it Audit. */
const SECURITY_NAMES = [
  /^(security|audit)$/i,
  /\bsecurity[\s_-]*(tooling|tools|audit|prod|production)?\b/i,
  /\baudit\b/i,
];
const LOG_ARCHIVE_NAMES = [/^log[\s_-]*archive$/i, /\blog(ging|s)?[\s_-]*(archive|archives)?\b/i];

/**
 * The account that the watch would live in: who administers services of security already, else who is called like it.
 *
 * @param wished its id, if somebody chose it
 */
export function securityAccountOf(found: Found, wished?: string): Chosen | undefined {
  const candidates = candidatesOf(found);
  if (wished !== undefined) return chosenBy(candidates, wished);
  const trail = candidates.find(({ id }) => administers(found, id).includes(securityServices[0]));
  const counted = candidates
    .map((account) => ({ account, services: administers(found, account.id) }))
    .filter(({ services }) => services.length > 0)
    .sort((one, other) => other.services.length - one.services.length);
  const best = trail ?? counted[0]?.account;
  if (best !== undefined) {
    const services = administers(found, best.id).map((service) => service.replace(".amazonaws.com", ""));
    return { account: best, reason: `administers ${services.join(", ")}` };
  }
  return calledLike(candidates, SECURITY_NAMES);
}

/** https://docs.aws.amazon.com/controltower/latest/userguide/logging-using-cloudtrail.html */
const CONTROL_TOWER_BUCKET = /^aws-controltower-logs-(\d{12})-/;

/**
 * The account of the log archive: whose bucket Control Tower's trail delivers to, else who is called like it.
 *
 * @param security id of the account that is chosen for the watch
 */
export function logArchiveOf(found: Found, security: string | undefined, wished?: string): Chosen | undefined {
  const candidates = candidatesOf(found).filter(({ id }) => id !== security);
  if (wished !== undefined) return chosenBy(candidates, wished);
  for (const { bucket, name } of found.trails) {
    const account = candidates.find(({ id }) => id === CONTROL_TOWER_BUCKET.exec(bucket)?.[1]);
    if (account !== undefined) return { account, reason: `has the bucket of the trail ${name}` };
  }
  return calledLike(candidates, LOG_ARCHIVE_NAMES);
}

function candidatesOf({ accounts, managementId }: Found): readonly FoundAccount[] {
  return accounts.filter(({ id }) => id !== managementId);
}

function chosenBy(candidates: readonly FoundAccount[], wished: string): Chosen | undefined {
  const account = candidates.find(({ id }) => id === wished);
  return account && { account, reason: "as asked for" };
}

function administers({ delegations }: Found, id: string): readonly string[] {
  return delegations.filter(({ account }) => account === id).map(({ service }) => service);
}

/** Of several that are called so, none: nobody knows which one is meant. */
function calledLike(candidates: readonly FoundAccount[], names: readonly RegExp[]): Chosen | undefined {
  for (const name of names) {
    const [account, ...others] = candidates.filter((each) => name.test(each.name));
    if (account !== undefined && others.length === 0) return { account, reason: "by its name" };
  }
  return undefined;
}
