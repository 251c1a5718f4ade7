import { crc32, deflateRawSync } from "node:zlib";

/** A file as an archive has it; what it says may be other than what is so. */
export interface Packed {
  readonly name: string;
  readonly data: Uint8Array;
  /** @default - packed */
  readonly isStored?: boolean;
  /** What is said of its size, in the place of the truth. */
  readonly size?: number;
  /** What is said of its checksum, in the place of the truth. */
  readonly checksum?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Its name where its data stands. @default - its name */
  readonly innerName?: string;
}

/** A ZIP archive, with sizes behind each file, as Go writes them. */
export function archiveOf(files: readonly Packed[]): Buffer {
  let offset = 0;
  const parts = files.map((file) => {
    const { name, data, isStored = false, flags = 8, method = isStored ? 0 : 8, innerName = name } = file;
    const packed = isStored ? Buffer.from(data) : deflateRawSync(data);
    const sizes = numbers4(file.checksum ?? crc32(data), packed.length, file.size ?? data.length);
    const [inner, outer] = [Buffer.from(innerName), Buffer.from(name)];
    const head = [numbers2(20, flags, method, 0, 0), Buffer.alloc(12), numbers2(inner.length, 0), inner];
    const body = Buffer.concat([numbers4(0x04034b50), ...head, packed, numbers4(0x08074b50), sizes]);
    const about = [
      numbers2(20, 20, flags, method, 0, 0),
      sizes,
      numbers2(outer.length, 0, 0, 0, 0),
      numbers4(0, offset),
    ];
    const listed = Buffer.concat([numbers4(0x02014b50), ...about, outer]);
    offset += body.length;
    return { body, listed };
  });
  const directory = Buffer.concat(parts.map(({ listed }) => listed));
  const end = [numbers4(0x06054b50), numbers2(0, 0, files.length, files.length), numbers4(directory.length, offset)];
  return Buffer.concat([...parts.map(({ body }) => body), directory, ...end, numbers2(0)]);
}

/** A field of a message that is text, message or list. https://protobuf.dev/programming-guides/encoding/ */
export function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** A number of 7 bits a byte. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}

/** What Terraform writes as a plan, as far as it is compared. */
export interface Planned {
  readonly configuration?: string;
  readonly bucket?: string;
  readonly files?: Readonly<Record<string, string>>;
}

export function planFile({ configuration = "{}", bucket = "states", files = {} }: Planned = {}): Buffer {
  const tfplan = Buffer.concat([field(1, Buffer.from("version")), field(13, Buffer.from(bucket))]);
  const all = {
    ...{ tfplan, tfstate: "{}", "tfstate-prev": "{}", "tfconfig/modules.json": "[]" },
    ...{ "tfconfig/m-/cdk.tf.json": configuration, ".terraform.lock.hcl": "lock" },
    ...files,
  };
  return archiveOf(Object.entries(all).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}

function numbers2(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

function numbers4(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}
