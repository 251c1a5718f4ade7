import { RepeatedToken } from "./all-pages";
import type { Refusal, RefusalKind } from "./calls";

/** An error of the SDK, as much as is looked at. */
interface AwsError extends Error {
  /** Of Node, where the network fails. */
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const SIGN_IN =
  "Sign in again, as with aws sso login, or set AWS_PROFILE: as the AWS CLI finds credentials, so does this";

/**
 * What is wrong with the credentials themselves, whatever is asked for with them, in words that end a sentence about what can't be asked.
 * AWS's own words are left out where they may have parts of the request in them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const credentialTrouble: Readonly<Record<string, string>> = {
  ExpiredToken: `the credentials have expired. ${SIGN_IN}`,
  ExpiredTokenException: `the credentials have expired. ${SIGN_IN}`,
  TokenRefreshRequired: `the credentials have to be refreshed. ${SIGN_IN}`,
  InvalidAccessKeyId: `AWS does not know the access key. ${SIGN_IN}`,
  InvalidClientTokenId: `AWS does not know the access key. ${SIGN_IN}`,
  UnrecognizedClientException: `AWS does not know the access key. ${SIGN_IN}`,
  SignatureDoesNotMatch: "the secret access key does not belong to the access key",
  InvalidSignatureException: "the secret access key does not belong to the access key",
  RequestTimeTooSkewed: "the clock of this machine is wrong by more than 15 minutes",
};

/** Undefined if it is not about credentials. @returns words that end a sentence about what can't be asked */
export function credentialTroubleOf(error: unknown): string | undefined {
  const { name, message } = error as AwsError;
  if (name === "CredentialsProviderError" || name === "TokenProviderError") {
    return `there are no credentials of AWS (${message}). ${SIGN_IN}`;
  }
  return Object.hasOwn(credentialTrouble, name) ? credentialTrouble[name] : undefined;
}

/**
 * Codes with which a region answers that is off in the account, to credentials that are good elsewhere.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const UNKNOWN_HERE = new Set(["InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "InvalidToken"]);
const OFF = new Set(["RegionDisabledException", "OptInRequired"]);

/**
 * @param isProven whether the credentials are good in another region
 * @throws what is no answer of AWS, and no trouble on the way to it
 */
export function refusalOf(error: unknown, isProven: boolean): Pick<Refusal, "kind" | "code" | "message"> {
  const { name, message, code, $metadata } = error as AwsError;
  if (error instanceof RepeatedToken) return { kind: "other", code: name, message };
  if (OFF.has(name) || (isProven && UNKNOWN_HERE.has(name))) {
    return {
      kind: "off",
      code: name,
      message: "The region is off in the account, or does not take these credentials.",
    };
  }
  const trouble = credentialTroubleOf(error);
  if (trouble !== undefined) return { kind: "denied", code: name, message: `AWS can't be asked: ${trouble}.` };
  if (code !== undefined) return { kind: "other", code, message: `AWS can't be reached (${code}).` };
  if ($metadata?.httpStatusCode === undefined && name !== "TimeoutError") throw error;
  return { kind: kindOf({ name, $metadata }), code: name, message: withoutKeys(message) };
}

/** What a code means, of an answer that was saved: credentials were good. */
export function kindOfCode(code: string): RefusalKind {
  if (OFF.has(code) || UNKNOWN_HERE.has(code)) return "off";
  return Object.hasOwn(credentialTrouble, code) ? "denied" : kindOf({ name: code });
}

/** As the services' API models have them. */
function kindOf({ name, $metadata }: Pick<AwsError, "name" | "$metadata">): RefusalKind {
  if (/NotFound|NoSuch|DoesNotExist|NonExistent|NotInUse/.test(name)) return "missing";
  if (/AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden/.test(name)) return "denied";
  if ($metadata?.httpStatusCode === 404) return "missing";
  return $metadata?.httpStatusCode === 403 ? "denied" : "other";
}

/** Ids of access keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function withoutKeys(message: string): string {
  return message.replace(/\bA[KS]IA[A-Z0-9]{12,}\b/g, "…");
}
