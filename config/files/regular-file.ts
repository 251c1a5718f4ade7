import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";

/** Longer ones are none on Linux: https://man7.org/linux/man-pages/man3/realpath.3.html */
export const LONGEST_PATH = 4096;

/** Why a file can't be read, in words that follow its name and have nothing of its content. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";

  constructor(
    reason: string,
    /** There is no such file. */
    readonly isMissing = false,
  ) {
    super(reason);
  }
}

/** What the file system says, as people say it. Below a file there is nothing either. */
const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "is not there"],
  ["ENOTDIR", "is below a file as if that were a directory"],
  ["ELOOP", "is a link that leads to itself"],
  ["ENAMETOOLONG", "has a name that is too long"],
  ["ERR_INVALID_ARG_VALUE", "has a NUL character in its name"],
  ["EACCES", "may not be read"],
  ["EPERM", "may not be read"],
  ["EISDIR", "is a directory"],
]);

/** Runs what asks the file system of one file. @throws UnreadableFile instead of what it throws */
export function asking<Result>(ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(reasons.get(code) ?? `can't be read (${code})`, code === "ENOENT");
  }
}

/** Whether there is a directory, behind links too. @throws UnreadableFile if that can't be asked, or nothing is there */
export function isDirectory(place: string): boolean {
  return asking(() => statSync(place)).isDirectory();
}

/** Size in bytes of a file that is no directory, pipe or device. @throws UnreadableFile */
export function sizeOfFile(file: string, mostBytes: number): number {
  const stats = asking(() => statSync(file));
  if (stats.isDirectory()) throw new UnreadableFile("is a directory");
  // To open a pipe would wait for somebody to write into it, and a device may never end.
  if (!stats.isFile()) throw new UnreadableFile("is no file but a pipe, a socket or a device");
  if (stats.size > mostBytes) throw tooLarge(mostBytes);
  return stats.size;
}

/** The content of a file that is no directory, pipe or device. @throws UnreadableFile */
export function readRegularFile(file: string, mostBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  // Files of /proc say that they are empty, and have content all the same.
  for (const chunk of piecesOf(file, sizeOfFile(file, mostBytes) + 1, 65_536)) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * The content of a file that is no directory, pipe or device, in pieces.
 *
 * @param first bytes of the first piece, at most
 * @param others bytes of the others. @default - as many
 * @throws UnreadableFile
 */
export function* piecesOf(file: string, first: number, others = first): Generator<Buffer> {
  sizeOfFile(file, Infinity);
  const descriptor = asking(() => openSync(file, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    // It may be another one by now.
    if (!asking(() => fstatSync(descriptor)).isFile()) throw new UnreadableFile("is no file any more");
    for (let size = first; ; size = others) {
      const chunk = Buffer.allocUnsafe(size);
      const read = asking(() => readSync(descriptor, chunk));
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** That a file, packed or not, has more than is read. */
export function tooLarge(mostBytes: number): UnreadableFile {
  return new UnreadableFile(`has more than ${Math.round(mostBytes / 1024 ** 2)} MB`);
}
