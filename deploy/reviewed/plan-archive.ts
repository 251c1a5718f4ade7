import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";

import { PlanProblem } from "../../plan/plan-shape";

/** All that a plan file may unpack to: many times what the largest organization plans. */
export const MOST_BYTES = 512 * 1024 * 1024;

/** A plan file holds a few files, and their names. */
const MOST_DIRECTORY_BYTES = 1024 * 1024;

const END = { signature: 0x06054b50, bytes: 22 };
const LISTED = { signature: 0x02014b50, bytes: 46 };
const FILE = { signature: 0x04034b50, bytes: 30 };

/** Sizes stand behind the file; the name is in UTF-8. Nothing else: no password, no patch. */
const FLAGS = 0x0808;

const STORED = 0;
const DEFLATED = 8;

/** What the directory of an archive says of a file. */
interface Listed {
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * A plan file: a ZIP archive, of which only the forms are read that Terraform writes. Whoever made it up decides all that is in it,
 * so nothing is taken on its word: a file that is listed twice, is longer than it is said to be, or has another checksum is refused,
 * and no more is ever unpacked than is said. Names are compared, and lead nowhere.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export class PlanArchive {
  private readonly files: ReadonlyMap<string, Listed>;

  private constructor(
    private readonly descriptor: number,
    private readonly length: number,
  ) {
    this.files = this.directory();
  }

  /**
   * Opens a plan file as long as something is done with it.
   *
   * @throws PlanProblem if it is none, or unpacks to more than MOST_BYTES
   */
  static with<Result>(file: string, act: (archive: PlanArchive) => Result): Result {
    const descriptor = openSync(file, "r");
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) throw new PlanProblem("it is no file");
      return act(new PlanArchive(descriptor, status.size));
    } finally {
      closeSync(descriptor);
    }
  }

  /** Names of all files, sorted. */
  get names(): readonly string[] {
    return [...this.files.keys()].sort();
  }

  /** A file, whole. @throws PlanProblem if it is not there, or not as the archive says */
  read(name: string): Buffer {
    const listed = this.files.get(name);
    if (listed === undefined) throw new PlanProblem(`it holds no ${name}`);
    const data = unpacked(name, listed, this.packed(name, listed));
    if (data.length !== listed.size || crc32(data) !== listed.checksum) {
      throw new PlanProblem(`its ${name} is not as it says`);
    }
    return data;
  }

  private directory(): ReadonlyMap<string, Listed> {
    const end = this.bytes(this.length - END.bytes, END);
    const [count, size, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
    const isOneDisk = end.readUInt32LE(4) === 0 && end.readUInt16LE(8) === count;
    if (!isOneDisk || size > MOST_DIRECTORY_BYTES || start + size !== this.length - END.bytes) {
      throw new PlanProblem(NONE);
    }
    const files = new Map<string, Listed>();
    let [at, sum] = [start, 0];
    for (let index = 0; index < count; index++) {
      const entry = this.bytes(at, LISTED);
      const name = this.text(at + LISTED.bytes, entry.readUInt16LE(28));
      if (files.has(name)) throw new PlanProblem(`it holds ${name} twice`);
      const listed = listedIn(name, entry);
      files.set(name, listed);
      sum += listed.size;
      at += LISTED.bytes + entry.readUInt16LE(28) + entry.readUInt16LE(30) + entry.readUInt16LE(32);
    }
    if (at !== start + size) throw new PlanProblem(NONE);
    if (sum > MOST_BYTES) throw new PlanProblem(`it unpacks to more than ${MOST_BYTES / 1024 / 1024} MB`);
    return files;
  }

  private packed(name: string, { method, packed, offset }: Listed): Buffer {
    const head = this.bytes(offset, FILE);
    const nameLength = head.readUInt16LE(26);
    if (this.text(offset + FILE.bytes, nameLength) !== name || head.readUInt16LE(8) !== method) {
      throw new PlanProblem(`its ${name} is not as it says`);
    }
    return this.part(offset + FILE.bytes + nameLength + head.readUInt16LE(28), packed);
  }

  private text(at: number, length: number): string {
    const bytes = this.part(at, length);
    const name = bytes.toString("utf8");
    // What is decoded to the same name may be another one.
    if (!Buffer.from(name, "utf8").equals(bytes)) throw new PlanProblem("it holds a file whose name is no text");
    return name;
  }

  private bytes(at: number, { signature, bytes }: typeof END): Buffer {
    const part = this.part(at, bytes);
    if (part.readUInt32LE(0) !== signature) throw new PlanProblem(NONE);
    return part;
  }

  private part(at: number, length: number): Buffer {
    if (at < 0 || at + length > this.length) throw new PlanProblem(NONE);
    const part = Buffer.alloc(length);
    for (let read = 0; read < length;) {
      const count = readSync(this.descriptor, part, read, length - read, at + read);
      if (count === 0) throw new PlanProblem(NONE);
      read += count;
    }
    return part;
  }
}

const NONE = "it is no plan file, or not a whole one";

function listedIn(name: string, entry: Buffer): Listed {
  const [flags, method] = [entry.readUInt16LE(8), entry.readUInt16LE(10)];
  if ((flags & ~FLAGS) !== 0 || (method !== STORED && method !== DEFLATED)) {
    throw new PlanProblem(`its ${name} is packed as Terraform packs nothing`);
  }
  const [checksum, packed, size] = [entry.readUInt32LE(16), entry.readUInt32LE(20), entry.readUInt32LE(24)];
  return { method, checksum, packed, size, offset: entry.readUInt32LE(42) };
}

function unpacked(name: string, { method, size }: Listed, data: Buffer): Buffer {
  if (method === STORED) return data;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new PlanProblem(`its ${name} is not as it says`);
  }
}
