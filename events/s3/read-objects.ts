import { setMaxListeners } from "node:events";

import type { EventBatch, EventSource } from "../read-events";
import { PIECE_BYTES, problemWith, readEventSource, WHOLE_BYTES } from "../read-events";
import { Bucket, type BucketProps, type S3Object } from "./bucket";
import { Refusal } from "./refusal";

/** Objects that are fetched at a time, ahead of the one that is read. */
const PARALLEL = 16;

/** Bytes of them, at most. */
const AHEAD_BYTES = 64 * 1024 ** 2;

/** Objects in a row that may be refused before the rest is not asked for any more: each request is paid for. */
const MOST_REFUSALS = 100;

/**
 * Events of objects of a bucket, in order. What can't be read is told and does not stop the rest; what is refused for the same
 * reason is told once, and with its number at the end. Ends early, and says nothing of it, when the signal comes.
 */
export async function* readS3Objects(props: BucketProps, objects: readonly S3Object[]): AsyncGenerator<EventBatch> {
  const stop = new AbortController();
  const signal = props.signal === undefined ? stop.signal : AbortSignal.any([props.signal, stop.signal]);
  // Each request listens to it.
  setMaxListeners(0, signal);
  const bucket = new Bucket({ ...props, signal });
  const refused = new Refused(props.name);
  try {
    for await (const { object, content } of fetched(bucket, objects)) {
      const name = `s3://${props.name}/${object.key}`;
      if (!(content instanceof Refusal)) {
        refused.inARow = 0;
        yield* readEventSource(sourceOf(bucket, name, object, content));
        continue;
      }
      const first = refused.add(name, content);
      if (first !== undefined) yield first;
      if (content.isFinal || refused.inARow >= MOST_REFUSALS) {
        yield problemWith(`s3://${props.name}`, "the rest of it was not asked for after that");
        break;
      }
    }
    yield* refused.others();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stop.abort();
  }
}

interface Fetched {
  readonly object: S3Object;
  /** All of it; nothing of what is large. */
  readonly content: Buffer | Refusal | undefined;
}

/** Each object in order, with the next ones under way. */
async function* fetched(bucket: Bucket, objects: readonly S3Object[]): AsyncGenerator<Fetched> {
  const ahead: { readonly object: S3Object; readonly content: Promise<Fetched["content"]> }[] = [];
  let [next, bytes] = [0, 0];
  for (;;) {
    for (; next < objects.length && ahead.length < PARALLEL; next++) {
      const object = objects[next]!;
      if (ahead.length > 0 && bytes + aheadBytes(object) > AHEAD_BYTES) break;
      bytes += aheadBytes(object);
      const content = isLarge(object) ? Promise.resolve(undefined) : whole(bucket, object);
      // Told when its turn comes.
      content.catch(() => undefined);
      ahead.push({ object, content });
    }
    const first = ahead.shift();
    if (first === undefined) return;
    yield { object: first.object, content: await first.content };
    bytes -= aheadBytes(first.object);
  }
}

function isLarge({ size }: S3Object): boolean {
  return size > WHOLE_BYTES;
}

function aheadBytes(object: S3Object): number {
  return isLarge(object) ? 0 : object.size;
}

async function whole(bucket: Bucket, { key }: S3Object): Promise<Buffer | Refusal> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of bucket.chunksOf(key)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return Buffer.concat(chunks);
}

function sourceOf(bucket: Bucket, name: string, { key, size }: S3Object, content: Buffer | undefined): EventSource {
  return {
    name,
    size: () => size,
    whole: () => content!,
    pieces: () => (content === undefined ? bucket.piecesOf(key) : piecesOf(content)),
  };
}

function* piecesOf(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES);
}

/** What was refused, by the reason. */
class Refused {
  inARow = 0;
  private readonly more = new Map<string, { readonly refusal: Refusal; count: number }>();

  constructor(private readonly bucket: string) {}

  /** What to tell of it, the first time. */
  add(name: string, refusal: Refusal): EventBatch | undefined {
    this.inARow++;
    const known = this.more.get(refusal.kind);
    if (known !== undefined) {
      known.count++;
      return undefined;
    }
    this.more.set(refusal.kind, { refusal, count: 0 });
    return problemWith(name, `it ${refusal.message}`);
  }

  *others(): Generator<EventBatch> {
    for (const { refusal, count } of this.more.values()) {
      if (count === 0) continue;
      const problem =
        count === 1 ? `another object ${refusal.message}` : `${count} more objects, each ${refusal.message}`;
      yield problemWith(`s3://${this.bucket}`, problem, count);
    }
  }
}
