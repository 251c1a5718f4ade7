import { createReadStream } from "node:fs";

/** The floor of reading events: pieces, lines, JSON.parse. */
async function parse(file: string): Promise<void> {
  let rest = "";
  for await (const piece of createReadStream(file, { encoding: "utf8", highWaterMark: 1024 ** 2 })) {
    const lines = (rest + (piece as string)).split("\n");
    rest = lines.pop()!;
    for (const line of lines) JSON.parse(line);
  }
}

void parse(process.argv[2]!);
