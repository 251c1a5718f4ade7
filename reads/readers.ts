import type { Reader } from "../organization/reads-of-account";
import { all, any, type Condition, field } from "../patterns/condition";

const SERVICE = "service/";

/**
 * Whether a record is of a call by one of the readers, of which there is at least one.
 *
 * A role is known by the role that the session was issued for, never by the session's name or ARN, which the caller
 * chooses. So a service that acts for a role (as CloudFormation and ECS do) counts as that role. A service that acts
 * for itself has no session; its name alone would not do, because services also call for whoever asked them to.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function isAmong(readers: readonly Reader[]): Condition {
  const services = readers.filter(isService);
  const users = readers.filter(isUser);
  const roles = readers.filter((reader) => !isService(reader) && !isUser(reader));
  return any(
    ...named(field("userIdentity.sessionContext.sessionIssuer.arn"), roles),
    ...named(field("userIdentity.arn"), users),
    ...(services.length === 0
      ? []
      : [
          all(
            field("userIdentity.type").equals("AWSService"),
            // Together: each by itself would double the ways of being none of them.
            field("userIdentity.invokedBy").isOneOf(...services.map((reader) => reader.slice(SERVICE.length))),
          ),
        ]),
  );
}

/** The reader that the caller of a record would be expected as. @returns nothing where nobody can be expected: root, or a record that does not say who */
export function readerOf(identity: unknown): Reader | undefined {
  const { type, arn, invokedBy, sessionContext } = (identity ?? {}) as Readonly<Record<string, unknown>>;
  const { sessionIssuer } = (sessionContext ?? {}) as { readonly sessionIssuer?: { readonly arn?: unknown } };
  const issuer = sessionIssuer?.arn;
  if (typeof issuer === "string" && /^arn:[^:]*:iam::\d{12}:role\//.test(issuer)) return issuer;
  if (typeof arn === "string" && isUser(arn)) return arn;
  return type === "AWSService" && typeof invokedBy === "string" ? `${SERVICE}${invokedBy}` : undefined;
}

function named(principal: ReturnType<typeof field>, readers: readonly Reader[]): readonly Condition[] {
  const exact = readers.filter((reader) => !reader.endsWith("*"));
  const wide = readers.filter((reader) => reader.endsWith("*"));
  return [
    ...(exact.length === 0 ? [] : [principal.isOneOf(...exact)]),
    ...wide.map((reader) => principal.startsWith(reader.slice(0, -1))),
  ];
}

function isService(reader: Reader): boolean {
  return reader.startsWith(SERVICE);
}

function isUser(reader: Reader): boolean {
  return /^arn:[^:]*:iam::\d{12}:user\//.test(reader);
}

/** Whether everybody who is the narrow reader is also the wide one. */
export function covers(wide: Reader, narrow: Reader): boolean {
  return wide === narrow || (wide.endsWith("*") && narrow.startsWith(wide.slice(0, -1)));
}

/** The readers without those that others of them cover. */
export function widest(readers: readonly Reader[]): readonly Reader[] {
  return [...new Set(readers)].filter(
    (reader, _, all) => !all.some((other) => other !== reader && covers(other, reader)),
  );
}
