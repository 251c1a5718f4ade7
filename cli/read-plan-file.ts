import { createReadStream } from "node:fs";

import { readRegularFile, sizeOfFile } from "../config/files/regular-file";
import { PlanProblem } from "../plan/plan-shape";
import { PlanReader, readWholePlan, type PlanVisitor } from "../plan/read-plan";
import { decoded, encodingOf, notUtf8, TextPieces } from "../text/decoded";

/** A larger plan is never held as a whole. */
const STREAMED_FROM_BYTES = 4 * 1024 * 1024;

/** Far more than any plan has: what is larger is none. */
const MOST_BYTES = 4 * 1024 ** 3;

const MAKE_ONE = "make it with terraform (or tofu) show -json <plan file>";

/** Bytes that other files begin with, and what those are. */
const PACKED: readonly (readonly [beginning: string, what: string])[] = [
  // A plan file is a zip: https://developer.hashicorp.com/terraform/internals/json-format
  ["PK\x03\x04", `it is a plan file as terraform plan -out writes it: ${MAKE_ONE}`],
  ["\x1f\x8b", "it is packed with gzip: unpack it first"],
];

/** Texts that Terraform prints and that are no plan in JSON. */
const PRINTED: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^\{"@level":/, `it is what terraform plan -json tells while it plans: ${MAKE_ONE}`],
  [/^((Terraform|OpenTofu) |No changes|[\w.[\]"-]+: (Refreshing|Reading) ?)/, `it is a plan for people: ${MAKE_ONE}`],
];
const COLOUR = /^\[\d*m/;

/**
 * Hands over the plan of a file, in UTF-8 or, as PowerShell redirects it, in UTF-16.
 *
 * @throws PlanProblem if it is no plan, in words that name what it is instead
 * @throws UnreadableFile
 */
export async function readPlanFile(file: string, visitor: PlanVisitor): Promise<void> {
  if (sizeOfFile(file, MOST_BYTES) < STREAMED_FROM_BYTES) {
    const content = readRegularFile(file, STREAMED_FROM_BYTES);
    refuseOthers(content);
    const wrong = encodingOf(content) === "utf-8" ? notUtf8(content) : undefined;
    if (wrong !== undefined) throw noUtf8(wrong);
    readWholePlan(decoded(content), visitor);
    return;
  }
  const reader = new PlanReader(visitor);
  const pieces = new Pieces();
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    reader.write(pieces.take(chunk as Buffer));
  }
  pieces.end();
  reader.end();
}

/** The bytes of a large file, looked at on their way: bytes that are UTF-8 stay as they are. */
class Pieces {
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });
  private read = 0;
  private others: TextPieces | undefined;

  take(chunk: Buffer): Buffer | string {
    if (this.read === 0) {
      refuseOthers(chunk);
      if (encodingOf(chunk) !== "utf-8") this.others = new TextPieces();
    }
    const isFirst = this.read === 0;
    this.read += chunk.length;
    if (this.others !== undefined) return this.others.write(chunk);
    this.check(() => this.utf8.decode(chunk, { stream: true }));
    return isFirst && chunk[0] === 0xef ? chunk.subarray(3) : chunk;
  }

  end(): void {
    if (this.others === undefined) this.check(() => this.utf8.decode());
  }

  private check(decode: () => string): void {
    try {
      decode();
    } catch {
      throw noUtf8();
    }
  }
}

function refuseOthers(content: Buffer): void {
  const bytes = content.toString("latin1", 0, 4);
  const words = decoded(content.subarray(0, 200))
    .split("\u001b")
    .map((part) => part.replace(COLOUR, ""));
  const text = words.join("").trimStart();
  const other =
    PACKED.find(([beginning]) => bytes.startsWith(beginning)) ?? PRINTED.find(([beginning]) => beginning.test(text));
  if (other !== undefined) throw new PlanProblem(other[1]);
}

function noUtf8(at?: number): PlanProblem {
  const where = at === undefined ? "" : ` from its byte ${at + 1} on`;
  return new PlanProblem(
    `it is neither UTF-8 nor UTF-16${where}: write what terraform show -json prints to a file as it is`,
  );
}
