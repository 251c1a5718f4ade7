import { isEventFile } from "../event-files";
import { trailFolderOf } from "./layout";

/** What to read of a bucket. */
export interface S3Place {
  /** As it was typed. */
  readonly name: string;
  readonly bucket: string;
  /** Folder, with a slash at its end unless it is the whole bucket; or the key of one object. */
  readonly prefix: string;
  readonly isObject: boolean;
}

const S3 = "s3://";

export function isS3Place(place: string): boolean {
  return place.toLowerCase().startsWith(S3);
}

/**
 * @param name s3://bucket, s3://bucket/folder or s3://bucket/key.json.gz
 * @returns what is wrong with it in words that follow it, if it is no such place
 */
export function s3Place(name: string): S3Place | string {
  const [bucket, ...rest] = name.slice(S3.length).split("/");
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; capitals and underscores are of old ones.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/.test(bucket!)) {
    return `has no name of a bucket: write s3://bucket/prefix`;
  }
  const path = rest.join("/");
  const isObject = isEventFile(path);
  const prefix = isObject || path === "" || path.endsWith("/") ? path : `${path}/`;
  return { name, bucket: bucket!, prefix, isObject };
}

/** Whether it says already which days are to be read. */
export function isDated({ prefix, isObject }: S3Place): boolean {
  return isObject || trailFolderOf(prefix)?.year !== undefined;
}
