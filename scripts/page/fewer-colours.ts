import { crc32, deflateSync, inflateSync } from "node:zlib";

/** Colours of a palette, the most that PNG takes. */
const MOST = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes each. */
  readonly rgb: Buffer;
}

/**
 * The same picture with a palette, which takes a third of the room: a page has few colours, and shades between them.
 * https://www.w3.org/TR/png-3/
 *
 * @param png of 8 bits for each of red, green and blue, as browsers make them
 */
export function fewerColours(png: Buffer): Buffer {
  const { width, height, rgb } = pixelsOf(png);
  const numbers = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    numbers.set(colour, (numbers.get(colour) ?? 0) + 1);
  }
  const palette = [...numbers]
    .sort(([, a], [, b]) => b - a)
    .map(([colour]) => colour)
    .slice(0, MOST);
  const nearest = new Map([...numbers.keys()].map((colour) => [colour, nearestOf(colour, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = nearest.get(rgb.readUIntBE((y * width + x) * 3, 3))!;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function nearestOf(colour: number, palette: readonly number[]): number {
  const apart = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
  return palette.reduce((best, each, index) => (apart(each) < apart(palette[best]!) ? index : best), 0);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function pixelsOf(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height, depth, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (depth !== 8 || kind !== 2) throw new Error("It has other colours than red, green and blue.");
  return { width, height, rgb: unfiltered(inflateSync(Buffer.concat(parts)), width * 3, height) };
}

/** https://www.w3.org/TR/png-3/#9Filter-types */
function unfiltered(filtered: Buffer, length: number, height: number): Buffer {
  const rgb = Buffer.alloc(length * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (length + 1)]!;
    for (let x = 0; x < length; x++) {
      const left = x >= 3 ? rgb[y * length + x - 3]! : 0;
      const up = y > 0 ? rgb[(y - 1) * length + x]! : 0;
      const corner = x >= 3 && y > 0 ? rgb[(y - 1) * length + x - 3]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      rgb[y * length + x] = filtered[y * (length + 1) + 1 + x]! + guess;
    }
  }
  return rgb;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
