import type { Refusal } from "../aws/calls";
import { type OperationRow, operations } from "../aws/operations";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import type { Finding } from "./finding";
import type { RefusedLook } from "./inquiry";
import type { KindId } from "./kinds";

/** How many looks say that the role of the account can't be assumed: it is asked before anything else. */
export const PROBE = "sts:GetCallerIdentity";

/**
 * One finding for what one cause refuses, however many resources it is asked about: for an account that lets nobody in, a region that is
 * off in it, a permission that is missing in it.
 */
export function findingsOfRefusals(looks: readonly RefusedLook[]): readonly Finding[] {
  const byCause = new Map<string, RefusedLook[]>();
  const closed = new Set(looks.filter(isClosed).map(({ refusal }) => refusal.place.account));
  for (const look of looks) {
    // Whoever lets nobody in denies everything else, too.
    if (look.refusal.kind === "denied" && closed.has(look.refusal.place.account) && !isClosed(look)) continue;
    const cause = JSON.stringify(causeOf(look.refusal));
    const alike = byCause.get(cause);
    if (alike === undefined) byCause.set(cause, [look]);
    else alike.push(look);
  }
  return [...byCause.values()].map(findingOf);
}

function isClosed({ refusal: { kind, operation } }: RefusedLook): boolean {
  return kind === "denied" && operation === PROBE;
}

function causeOf({ kind, code, operation, place: { account, region } }: Refusal): readonly string[] {
  if (kind === "off") return [kind, account, region];
  return kind === "other" ? [kind, account, operation, code] : [kind, account, operation];
}

function findingOf(looks: readonly RefusedLook[]): Finding {
  const [{ refusal }] = looks as readonly [RefusedLook];
  const stacks = [...new Set(looks.flatMap(({ stack }) => stack ?? []))];
  return {
    ...wordsOf(refusal, looks),
    place: refusal.place,
    ...(stacks.length === 1 ? { stack: stacks[0]! } : {}),
  };
}

function wordsOf(refusal: Refusal, looks: readonly RefusedLook[]): { kind: KindId; what: string; mend: string } {
  const { kind, code, message, operation, place } = refusal;
  const { account, region } = place;
  const where = `${account} (${andMore([...new Set(looks.map((each) => each.refusal.place.region))], 3)})`;
  const said = `${code}: ${message}`;
  switch (kind) {
    case "off":
      return {
        kind: "region-off",
        what: `${region} is off in ${account}: ${plural(looks.length, "resource")} can't be there.`,
        mend: `aws account enable-region --account-id ${account} --region-name ${region}`,
      };
    case "not-saved":
      return {
        kind: "look-not-saved",
        what: `${operation} was not saved for ${where}: ${message}`,
        mend: "Save it with doctor --save, or ask live.",
      };
    case "denied":
      if (operation === PROBE && account === "") {
        // Whoever asks has no credentials, and so is in no account.
        return {
          kind: "account-unreachable",
          what: `AWS could not be asked. ${said}`,
          mend: "Sign in as for the AWS CLI, with aws sso login, say, or set AWS_PROFILE.",
        };
      }
      if (operation === PROBE) {
        return {
          kind: "account-unreachable",
          what: `Nothing of ${account} was looked at. ${said}`,
          mend: "Make the role that reads there, and let whoever asks assume it.",
        };
      }
      return {
        kind: "look-denied",
        what: `${operation} is denied in ${where}. ${said}`,
        mend: `Let the role that reads there do ${actionsOf(operation).join(", ")}.`,
      };
    default:
      return {
        kind: "look-failed",
        what: `${operation} was refused in ${where}. ${said}`,
        mend: "Look again later; if it stays, ask AWS.",
      };
  }
}

function actionsOf(operation: Refusal["operation"]): readonly string[] {
  const { actions = [operation] }: OperationRow = operations[operation];
  return actions;
}
