import { mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { asking, readRegularFile, UnreadableFile } from "../config/files/regular-file";
import { decoded } from "../text/decoded";

/** The secrets of an account and region, half a million of them, are less: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const MOST_BYTES = 512 * 1024 ** 2;

/** Answers in files. What is in them is nobody else's to read: names of accounts and secrets. */
export class AnswerDirectory {
  private readonly root: string;
  private written = 0;

  /** @throws UnreadableFile if there is none */
  constructor(directory: string) {
    this.root = asking(() => realpathSync(directory));
  }

  /** Makes it, if there is none. @throws UnreadableFile if it can't be made */
  static made(directory: string): AnswerDirectory {
    asking(() => mkdirSync(directory, { recursive: true, mode: 0o700 }));
    return new AnswerDirectory(directory);
  }

  /** @returns undefined if there is no such file @throws UnreadableFile */
  read(name: string): unknown {
    const file = path.join(this.root, name);
    const content = this.contentOf(file);
    if (content === undefined) return undefined;
    const text = decoded(content);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new UnreadableFile(text.trim() === "" ? "is empty" : "is no JSON");
    }
  }

  /** Whole, or not at all. @throws UnreadableFile if it can't be written */
  write(name: string, content: string): void {
    const file = path.join(this.root, name);
    const folder = path.dirname(file);
    asking(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
    this.within(folder);
    const beside = path.join(folder, `.${process.pid}.${++this.written}.new`);
    try {
      writeFileSync(beside, content, { flag: "wx", mode: 0o600 });
      renameSync(beside, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new UnreadableFile(`can't be written (${code})`);
    } finally {
      rmSync(beside, { force: true });
    }
  }

  private contentOf(file: string): Buffer | undefined {
    try {
      return readRegularFile(this.within(file), MOST_BYTES);
    } catch (error) {
      if (error instanceof UnreadableFile && error.isMissing) return undefined;
      throw error;
    }
  }

  /** Where links lead. @throws UnreadableFile if that is elsewhere */
  private within(place: string): string {
    const real = asking(() => realpathSync(place));
    if (real !== this.root && !real.startsWith(`${this.root}${path.sep}`))
      throw new UnreadableFile("is a link that leads out of the directory");
    return real;
  }
}
