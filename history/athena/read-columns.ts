import type { CloudTrailRecord } from "../../detections/detection";
import { eventSource, stores } from "../../detections/stores";
import { IDENTITY, RECORD, readRecord, REQUEST } from "../read-record";
import { arraySql } from "./event-columns";

/*
 * What `readRecord` keeps of a read, as the table has it. Rows may tell more apart than it does, never less: it has the last word on
 * each.
 */

const ISSUER = "useridentity.sessioncontext.sessionissuer.arn";

/** As in `readRecord`, of ASCII characters alone. */
const NAME = "[A-Za-z0-9_+=,.@-]+";
const ROLE = String.raw`\Aarn:[^:]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+\z`;
const SESSION = String.raw`\A(arn:[^:]*:sts::[0-9]{12}:assumed-role/${NAME})/${NAME}\z`;

/** Whether sessions of its role are all the same to us. */
const IS_CUT =
  `coalesce(regexp_like(${ISSUER}, '${ROLE}') AND strpos(${ISSUER}, 'AWSReservedSSO_') = 0` +
  ` AND regexp_like(useridentity.arn, '${SESSION}'), false)`;

const cut: Readonly<Record<string, string>> = {
  arn: `IF(${IS_CUT}, regexp_extract(useridentity.arn, '${SESSION}', 1), useridentity.arn)`,
  principalId: `IF(${IS_CUT}, NULL, useridentity.principalid)`,
  userName: `IF(${IS_CUT}, NULL, useridentity.username)`,
};

const IS_OF_BATCH = `eventname = 'BatchGetSecretValue' OR useridentity.invokedby = '${eventSource(stores.secrets)}'`;

const expressions = [
  ...RECORD.map((name) => name.toLowerCase()),
  ...IDENTITY.map((name) => cut[name] ?? `useridentity.${name.toLowerCase()}`),
  ...REQUEST.map((name) => `json_format(json_extract(requestparameters, '$.${name}'))`),
  ISSUER,
  "IF(starts_with(requestparameters, '{'), 'true')",
  "IF(strpos(errormessage, 'resource:') > 0, errormessage)",
  "element_at(resources, 1).arn",
  `IF(${IS_OF_BATCH}, requestid)`,
];

/** What reads are grouped by, as one text. */
export function readSql(): string {
  return arraySql(expressions);
}

/** The record of a read, as `readRecord` cuts one down, of such a text. */
export function readOf(json: string): CloudTrailRecord {
  const texts = JSON.parse(json) as readonly (string | null)[];
  const [record, identity, request, [issuer, hasRequest, errorMessage, ARN, requestID]] = parts(texts, [
    RECORD.length,
    IDENTITY.length,
    REQUEST.length,
  ]) as [Texts, Texts, Texts, Texts];
  const isIdentified = identity.some((each) => each !== null) || issuer !== null;
  return readRecord({
    ...named(RECORD, record),
    ...(isIdentified
      ? {
          userIdentity: {
            ...named(IDENTITY, identity),
            ...(issuer === null ? {} : { sessionContext: { sessionIssuer: { arn: issuer } } }),
          },
        }
      : {}),
    ...(hasRequest === null
      ? {}
      : { requestParameters: named(REQUEST, request, (text) => JSON.parse(text) as unknown) }),
    ...(ARN === null ? {} : { resources: [{ ARN }] }),
    ...named(["errorMessage", "requestID"], [errorMessage!, requestID!]),
  });
}

type Texts = readonly (string | null)[];

function parts(texts: Texts, sizes: readonly number[]): readonly Texts[] {
  const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, each) => sum + each, 0));
  return [0, ...ends].map((start, index) => texts.slice(start, ends[index]));
}

/** Without what is not there. */
function named(names: readonly string[], texts: Texts, valueOf: (text: string) => unknown = (text) => text) {
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const text = texts[index];
      return text === null || text === undefined ? [] : [[name, valueOf(text)]];
    }),
  );
}
