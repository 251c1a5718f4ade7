import fs from "node:fs";
import path from "node:path";

import { replaceOutput } from "../../cli/output-directory";

const stacks = Array.from({ length: 5 }, (_, index) => `member-m${index}`);

/** A synth of five stacks, each of whose files, and the manifest, have a content. */
export function writeFive(outdir: string, content: string): void {
  replaceOutput(outdir, stacks, (staging) => {
    for (const stack of stacks) {
      const directory = path.join(staging, "stacks", stack);
      fs.mkdirSync(directory, { recursive: true });
      fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify({ content }));
    }
    fs.writeFileSync(
      path.join(staging, "manifest.json"),
      JSON.stringify({ content, stacks: Object.fromEntries(stacks.map((each) => [each, {}])) }),
    );
  });
}
