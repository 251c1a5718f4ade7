import { any, type Condition, field } from "../../patterns/condition";
import { readsOf, stores } from "../stores";
import { recordOf } from "./api-call";
import type { Detection } from "../detection";

export const DECOY_READ_ID = "secret-decoy-read";

/**
 * A read of a secret that nothing uses, put there to be found. Attempts that were denied count too.
 *
 * Reads name a secret by its name, its ARN, or its ARN without the random suffix. A name that another secret's begins
 * with, followed by a dash, would match that one as well; so would a batch that names a secret whose name contains the
 * decoy's. CloudWatch Logs takes three searches through lists in one pattern: at most three decoys.
 *
 * @param secretNames - names of the decoys, at least one
 */
export function decoyRead(secretNames: readonly string[]): Detection {
  const example = secretNames[0] ?? "";
  const read = (secretId: string) => recordOf("secretsmanager", "GetSecretValue", { requestParameters: { secretId } });
  const arn = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${example}`;

  return {
    id: DECOY_READ_ID,
    title: "A decoy secret was read",
    severity: "critical",
    family: "secrets",
    condition: readsOf(stores.secrets, any(...secretNames.map(asksFor))),
    why: "Nothing uses this secret. Whoever reads it went through the secrets of the account to see what they open.",
    likelyCauses: [
      "Stolen credentials were used to collect secrets",
      "A colleague or a scanner reads every secret, and nobody told them of the decoy",
    ],
    nextSteps: [
      "Revoke the sessions of the reader now: userIdentity.arn of the event",
      "List what else that principal read in the log group, and rotate it",
      "Find out how the credentials were lost before handing out new ones",
    ],
    references: ["ATT&CK T1555.006"],
    matches: [
      { what: "read by name", event: read(example) },
      { what: "read by ARN without the suffix", event: read(arn) },
      { what: "read by ARN", event: read(`${arn}-a1B2c3`) },
      {
        what: "read in a batch",
        event: recordOf("secretsmanager", "BatchGetSecretValue", {
          requestParameters: { secretIdList: ["another/secret", example] },
        }),
      },
    ],
    ignores: [
      { what: "another secret read", event: read("another/secret") },
      {
        what: "the decoy described",
        event: recordOf("secretsmanager", "DescribeSecret", { requestParameters: { secretId: example } }),
      },
    ],
  };
}

/** Whether a read of secrets asks for this one. */
function asksFor(secretName: string): Condition {
  const secretId = field("requestParameters.secretId");
  return any(
    secretId.equals(secretName),
    secretId.endsWith(`:secret:${secretName}`),
    secretId.contains(`:secret:${secretName}-`),
    field("requestParameters.secretIdList[]").contains(secretName),
  );
}

/**
 * The same for event patterns. CloudWatch Logs can't search a list for each form, and EventBridge refuses `*:secret:NAME-*`
 * of three decoys as too complex. No name has a colon, so a text is in one place at most of each wildcard that begins with
 * one; what else has one in an ARN is no name of a decoy, config/checks/decoys.ts sees to it.
 */
function isNamed(secretName: string): Condition {
  const forms = ["requestParameters.secretId", "requestParameters.secretIdList[]"] as const;
  return any(
    ...forms.flatMap((each) => [
      field(each).equals(secretName),
      field(each).endsWith(`:secret:${secretName}`),
      field(each).contains(`:${secretName}-`),
    ]),
  );
}

/** Reads that ask for one of these secrets, as event patterns can say it. */
export function readsOfDecoys(secretNames: readonly string[]): Condition {
  return readsOf(stores.secrets, any(...secretNames.map(isNamed)));
}
