import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An object as the server has it. */
export interface Stored {
  readonly content: Buffer | string;
  readonly storageClass?: string;
  readonly modified?: string;
  readonly isRestored?: boolean;
}

/** A request as S3 gets it. */
export interface Asked {
  readonly method: string;
  readonly bucket: string;
  /** Empty where the bucket is listed. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

/** What to answer instead of what is there. */
export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Elements of the answer beside code and message. */
  readonly more?: string;
}

/** Breaks a connection off after so many bytes of the content. */
export interface BreakOff {
  readonly afterBytes: number;
}

/**
 * As much of S3 as is asked for here: keys by their prefix in pages, and objects, whole or from a byte on.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export class S3Server {
  readonly asked: Asked[] = [];
  /** Looked at before anything is answered. */
  answer: (asked: Asked) => Answer | BreakOff | undefined = () => undefined;
  pageSize = 1000;
  private sorted: readonly string[] | undefined;

  private constructor(
    private readonly server: Server,
    private readonly objects = new Map<string, Stored>(),
  ) {}

  static async start(): Promise<S3Server> {
    const server = createServer();
    const s3 = new S3Server(server);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      s3.respond(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return s3;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** With which every client of S3 asks this one, whatever the bucket. */
  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL_S3: this.url,
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      AWS_REGION: "eu-west-1",
    };
  }

  get listings(): readonly Asked[] {
    return this.asked.filter(({ key }) => key === "");
  }

  get gets(): readonly Asked[] {
    return this.asked.filter(({ key }) => key !== "");
  }

  put(key: string, stored: Stored | string | Buffer): void {
    this.objects.set(key, typeof stored === "string" || Buffer.isBuffer(stored) ? { content: stored } : stored);
    this.sorted = undefined;
  }

  /** As if it had just been started. */
  clear(): void {
    this.objects.clear();
    this.sorted = undefined;
    this.asked.length = 0;
    this.answer = () => undefined;
    this.pageSize = 1000;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams: query } = new URL(request.url!, this.url);
    const [, bucket = "", ...rest] = pathname.split("/").map(decodeURIComponent);
    const asked = { method: request.method!, bucket, key: rest.join("/"), query, headers: request.headers };
    this.asked.push(asked);
    const instead = this.answer(asked);
    if (instead !== undefined && "code" in instead) fail(response, instead);
    else if (asked.key === "") this.list(query, response);
    else this.give(asked, response, instead);
  }

  private give({ key, headers }: Asked, response: ServerResponse, breakOff: BreakOff | undefined): void {
    const stored = this.objects.get(key);
    if (stored === undefined) {
      fail(response, { status: 404, code: "NoSuchKey" });
      return;
    }
    const whole = Buffer.from(stored.content);
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    const content = whole.subarray(from);
    response.writeHead(from === 0 ? 200 : 206, { "Content-Length": content.length, ETag: '"1"' });
    if (breakOff === undefined) response.end(content);
    else response.write(content.subarray(0, breakOff.afterBytes), () => response.socket?.destroy());
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter");
    const most = Math.min(this.pageSize, Number(query.get("max-keys") ?? 1000));
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    this.sorted ??= [...this.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const items: string[] = [];
    let [last, isTruncated] = ["", false];
    for (let at = this.firstAfter(prefix > after ? prefix : after, prefix > after); at < this.sorted.length; at++) {
      const key = this.sorted[at]!;
      if (!key.startsWith(prefix)) break;
      const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      const folder = end < 0 ? undefined : key.slice(0, end + 1);
      if (folder !== undefined && (folder === after || last === folder)) continue;
      if (items.length === most) {
        isTruncated = true;
        break;
      }
      last = folder ?? key;
      items.push(
        folder === undefined ? this.entry(key) : `<CommonPrefixes><Prefix>${encoded(folder)}</Prefix></CommonPrefixes>`,
      );
      // As if all below it were passed over.
      if (folder !== undefined) at = this.firstAfter(`${folder}\u{10ffff}`, true) - 1;
    }
    const token = isTruncated ? `<NextContinuationToken>${escaped(last)}</NextContinuationToken>` : "";
    response.writeHead(200, { "Content-Type": "application/xml" });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>${token}${items.join("")}</ListBucketResult>`,
    );
  }

  private entry(key: string): string {
    const {
      content,
      storageClass = "STANDARD",
      modified = "2026-11-22T00:00:00.000Z",
      isRestored,
    } = this.objects.get(key)!;
    const restored =
      isRestored === true
        ? "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2027-01-01T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>"
        : "";
    return `<Contents><Key>${encoded(key)}</Key><LastModified>${modified}</LastModified><Size>${Buffer.byteLength(content)}</Size><StorageClass>${storageClass}</StorageClass>${restored}</Contents>`;
  }

  /** Position of the first key behind a text, or of it. */
  private firstAfter(text: string, orIt: boolean): number {
    const wanted = Buffer.from(text);
    let [low, high] = [0, this.sorted!.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = Buffer.compare(Buffer.from(this.sorted![middle]!), wanted);
      if (order < 0 || (order === 0 && !orIt)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function fail(response: ServerResponse, { status, code, message = code, headers = {}, more = "" }: Answer): void {
  response.writeHead(status, { "Content-Type": "application/xml", ...headers });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escaped(message)}</Message>${more}</Error>`,
  );
}

/** As S3 encodes keys for encoding-type=url. */
function encoded(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
