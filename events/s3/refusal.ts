import { credentialTroubleOf } from "../../aws/refused";
import { UnreadableFile } from "../../config/files/regular-file";

/** Why S3 gave nothing, in words that follow the name of what was asked for. */
export class Refusal extends UnreadableFile {
  constructor(
    reason: string,
    /** The same for all that is refused for the same reason. */
    readonly kind: string,
    /** Nothing else of the bucket will be given either. */
    readonly isFinal: boolean,
  ) {
    super(reason);
  }
}

/** What was asked for. */
export interface Request {
  readonly bucket: string;
  /** Of an object. @default - the bucket was listed */
  readonly key?: string;
}

interface AwsError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly StorageClass?: string;
}

/** Errors of S3 that every request will get, and what to do. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const final: Readonly<Record<string, string>> = {
  NoSuchBucket: "is in no bucket: there is none of this name",
  AllAccessDisabled: "can't be asked for: the bucket is disabled",
};

const network = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** @throws what is no answer of AWS, and no trouble on the way to it */
export function refusalOf(error: unknown, request: Request): Refusal {
  if (error instanceof Refusal) return error;
  const { name, code, $metadata } = error as AwsError;
  const why = Object.hasOwn(final, name) ? final[name] : undefined;
  if (why !== undefined) return new Refusal(why, name, true);
  const trouble = credentialTroubleOf(error);
  if (trouble !== undefined) return new Refusal(`can't be asked for: ${trouble}`, name, true);
  if (code !== undefined && network.has(code)) {
    return new Refusal(`can't be asked for: S3 can't be reached (${code})`, code, true);
  }
  if (name === "TimeoutError") return new Refusal("was not answered in time", name, false);
  if ($metadata?.httpStatusCode === undefined) throw error;
  return answered(error as AwsError, request);
}

function answered(error: AwsError, request: Request): Refusal {
  const { name, message } = error;
  switch (name) {
    case "AccessDenied":
      return new Refusal(`may not be read. ${remedyOf(message, request)}`, deniedOf(message)?.action ?? name, false);
    case "NoSuchKey":
      return new Refusal("is gone since the bucket was listed", name, false);
    case "InvalidObjectState":
      return archived(error.StorageClass);
    case "PreconditionFailed":
      return new Refusal("was replaced while it was read", name, false);
    case "SlowDown":
    case "ServiceUnavailable":
      return new Refusal("was not given: S3 was asked too often, or is overloaded. Try again later", name, false);
    default:
      if (name.startsWith("KMS.")) {
        return new Refusal(`can't be decrypted: its key is disabled, deleted or not to be used (${name})`, name, false);
      }
      return new Refusal(`was not given (${name}: ${message})`, name, false);
  }
}

/** @param storageClass GLACIER, DEEP_ARCHIVE, or INTELLIGENT_TIERING in one of its archive tiers */
export function archived(storageClass = "archived"): Refusal {
  return new Refusal(
    `is archived (${storageClass}) and has to be restored before it can be read: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html`,
    "InvalidObjectState",
    false,
  );
}

function remedyOf(message: string, { bucket, key }: Request): string {
  if (/requester pays/i.test(message)) return "Who asks for it pays for it: say --requester-pays";
  const denied = deniedOf(message);
  if (denied?.action.startsWith("kms:") === true) {
    return `It takes ${denied.action} on the key ${denied.resource}, in the key's policy or by it`;
  }
  if (denied !== undefined) return `It takes ${denied.action} on ${denied.resource}`;
  if (key === undefined) return `It takes s3:ListBucket on the bucket ${bucket}`;
  return `It takes s3:GetObject on what is in the bucket ${bucket}, and kms:Decrypt on the key that encrypts it`;
}

/** What S3 says is not allowed, where it does: not to those in another organization. */
function deniedOf(message: string): { readonly action: string; readonly resource: string } | undefined {
  const [, action, resource] = /not authorized to perform: ([\w:]+) on resource: "?([^\s"]+)/.exec(message) ?? [];
  return action === undefined || resource === undefined ? undefined : { action, resource };
}
