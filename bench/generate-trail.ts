import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { trailFile } from "./trail-file";
import { SeededRandom } from "./seeded-random";

/** Events of a file of a busy account: CloudTrail delivers every five minutes, mostly. */
export const EVENTS_A_FILE = 5_000;

const ID = /"eventID":"([0-9a-f]{8})/g;

/**
 * Writes files of a trail. Arguments: the directory; the first number of a file and the one behind the last; how often each: further
 * copies have other event ids, as nobody counts an event twice.
 */
function generate([directory = "", from = "", to = "", copies = "1"]: readonly string[]): void {
  for (let seed = Number(from); seed < Number(to); seed++) {
    const { name, records } = trailFile(seed, EVENTS_A_FILE);
    const text = Buffer.from(JSON.stringify({ Records: records }));
    const places = [...text.toString("latin1").matchAll(ID)].map(({ index }) => index + '"eventID":"'.length);
    for (let copy = 0; copy < Number(copies); copy++) {
      const random = new SeededRandom(seed * 1000 + copy);
      if (copy > 0) for (const place of places) text.write(random.hex(8), place, "latin1");
      const file = path.join(directory, `${name}${copy}.json.gz`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, gzipSync(text, { level: 1 }));
    }
  }
}

if (require.main === module) generate(process.argv.slice(2));
