import { S3Client } from "@aws-sdk/client-s3";

import type { ClientOf } from "../../events/s3/bucket";

/** Clients of a server on this machine, that wait for nothing between attempts. */
export function clientsOf(endpoint: string): ClientOf {
  return (region = "eu-west-1") =>
    new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 3,
      retryStrategy: undefined,
    });
}
