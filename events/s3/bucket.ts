import { setTimeout as sleep } from "node:timers/promises";

import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type GetObjectCommandInput,
  type ListObjectsV2CommandInput,
  type _Object as S3Listed,
} from "@aws-sdk/client-s3";

import { PIECE_BYTES } from "../read-events";
import { Refusal, refusalOf, type Request } from "./refusal";

/** How a client is made. @param region @default - that of the profile or the environment */
export type ClientOf = (region?: string) => S3Client;

/** One that every bucket can be asked through first: it says where the bucket is. */
const ANY_REGION = "us-east-1";

/** Throttled requests are asked again for up to a minute and a half. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const ATTEMPTS = 8;

/** That an object is asked for again from where its bytes broke off. */
const RESUMPTIONS = 5;

/** Credentials, endpoint and region as everywhere in AWS: https://docs.aws.amazon.com/sdkref/latest/guide/overview.html */
export function s3Client(region?: string): S3Client {
  // That newer versions of it will want a newer Node: its version is pinned, and people can do nothing about it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return new S3Client({
    ...(region === undefined ? {} : { region }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    // What is gzipped has its own.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

export interface BucketProps {
  readonly name: string;
  /** @default - the bucket is asked */
  readonly region?: string;
  /** Whether the caller pays, in buckets where only callers do. @default false */
  readonly requesterPays?: boolean;
  /** @default s3Client */
  readonly clientOf?: ClientOf;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
}

/** An object as a listing has it. */
export interface S3Object {
  readonly key: string;
  /** Bytes, as it lies there. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified?: number;
  /** @default - STANDARD */
  readonly storageClass?: string;
  /** Whether it has to be restored before it can be read. */
  readonly isArchived: boolean;
}

/** A part of a listing. */
export interface Page {
  readonly objects: readonly S3Object[];
  readonly folders: readonly string[];
  /** Token that the next page is asked for with. @default - it is the last */
  readonly next?: string;
}

/** What is asked of one bucket, where it is. All that goes wrong is a `Refusal`. */
export class Bucket {
  /** Requests that were answered, by what they were. */
  readonly requests = { list: 0, get: 0 };
  private client: S3Client | undefined;
  private region: string | undefined;

  constructor(private readonly props: BucketProps) {
    this.region = props.region;
  }

  get name(): string {
    return this.props.name;
  }

  /** Where it is; unknown before the first answer. */
  get knownRegion(): string | undefined {
    return this.region;
  }

  /** A page of its keys. */
  async list(input: Omit<ListObjectsV2CommandInput, "Bucket">): Promise<Page> {
    this.requests.list++;
    const {
      Contents = [],
      CommonPrefixes = [],
      IsTruncated,
      NextContinuationToken,
    } = await this.send(
      (client, options) =>
        client.send(
          new ListObjectsV2Command({
            Bucket: this.name,
            // XML can't have all that a key can.
            EncodingType: "url",
            OptionalObjectAttributes: ["RestoreStatus"],
            ...this.payer,
            ...input,
          }),
          options,
        ),
      {},
    );
    return {
      objects: Contents.map(objectOf),
      folders: CommonPrefixes.map(({ Prefix }) => decoded(Prefix!)),
      next: IsTruncated === true ? NextContinuationToken : undefined,
    };
  }

  /** The bytes of an object, asked for again from where they break off. */
  async *chunksOf(key: string): AsyncGenerator<Buffer> {
    let [offset, length, attempt]: [number, number | undefined, number] = [0, undefined, 0];
    let version: string | undefined;
    for (;;) {
      const range = offset === 0 ? {} : { Range: `bytes=${offset}-`, IfMatch: version };
      const { Body, ETag, ContentLength } = await this.get({ Key: key, ...range });
      version ??= ETag;
      length ??= ContentLength;
      try {
        for await (const chunk of Body as AsyncIterable<Buffer>) {
          offset += chunk.length;
          yield chunk;
        }
        if (length === undefined || offset >= length) return;
      } catch (error) {
        this.props.signal?.throwIfAborted();
        if ((error as NodeJS.ErrnoException).code === undefined && (error as Error).name !== "TimeoutError")
          throw error;
      }
      if (++attempt > RESUMPTIONS) throw new Refusal(`broke off ${attempt} times`, "broken", false);
      await sleep(2 ** attempt * 50, undefined, { signal: this.props.signal });
    }
  }

  /** The same, in pieces of one size. */
  async *piecesOf(key: string): AsyncGenerator<Buffer> {
    let [waiting, length]: [Buffer[], number] = [[], 0];
    for await (const chunk of this.chunksOf(key)) {
      waiting.push(chunk);
      length += chunk.length;
      if (length < PIECE_BYTES) continue;
      yield Buffer.concat(waiting, length);
      [waiting, length] = [[], 0];
    }
    if (length > 0) yield Buffer.concat(waiting, length);
  }

  private get(input: Omit<GetObjectCommandInput, "Bucket">) {
    this.requests.get++;
    return this.send(
      (client, options) => client.send(new GetObjectCommand({ Bucket: this.name, ...this.payer, ...input }), options),
      { key: input.Key },
    );
  }

  private get payer() {
    return this.props.requesterPays === true ? { RequestPayer: "requester" as const } : {};
  }

  private async send<Output>(
    ask: (client: S3Client, options: { abortSignal?: AbortSignal }) => Promise<Output>,
    { key }: Pick<Request, "key">,
  ): Promise<Output> {
    const { signal } = this.props;
    const options = signal === undefined ? {} : { abortSignal: signal };
    for (;;) {
      const asked = await this.clientHere();
      try {
        const output = await ask(asked, options);
        this.region ??= await asked.config.region();
        return output;
      } catch (error) {
        signal?.throwIfAborted();
        const region = regionIn(error);
        // Another request may have found out meanwhile.
        if (region !== undefined && this.client !== asked) continue;
        if (region === undefined || region === this.region) throw refusalOf(error, { bucket: this.name, key });
        this.region = region;
        this.client = undefined;
      }
    }
  }

  private async clientHere(): Promise<S3Client> {
    const { clientOf = s3Client } = this.props;
    if (this.client !== undefined) return this.client;
    const client = clientOf(this.region);
    const isPlaced = this.region !== undefined || (await hasRegion(client));
    return (this.client ??= isPlaced ? client : clientOf(ANY_REGION));
  }
}

/** Storage classes that have to be restored: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html */
const ARCHIVES: ReadonlySet<string> = new Set(["GLACIER", "DEEP_ARCHIVE"]);

function objectOf({ Key, Size = 0, LastModified, StorageClass, RestoreStatus }: S3Listed): S3Object {
  const isRestored = RestoreStatus?.RestoreExpiryDate !== undefined;
  return {
    key: decoded(Key!),
    size: Size,
    modified: LastModified?.getTime(),
    storageClass: StorageClass,
    isArchived: ARCHIVES.has(StorageClass ?? "") && !isRestored,
  };
}

/** As S3 encodes keys in answers for `EncodingType: "url"`. */
function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}

async function hasRegion(client: S3Client): Promise<boolean> {
  try {
    await client.config.region();
    return true;
  } catch {
    return false;
  }
}

/** Where the bucket is, of an answer that it is elsewhere. https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
function regionIn(error: unknown): string | undefined {
  const { $metadata, $response, name } = error as {
    readonly name?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  const isElsewhere =
    [301, 307].includes($metadata?.httpStatusCode ?? 0) ||
    name === "AuthorizationHeaderMalformed" ||
    name === "IllegalLocationConstraintException";
  return isElsewhere ? ($response?.headers?.["x-amz-bucket-region"] ?? undefined) : undefined;
}
