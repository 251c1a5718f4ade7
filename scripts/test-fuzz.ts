import { parseArgs } from "node:util";

import fc from "fast-check";

import { configurationProperty, type Tally } from "./fuzz/configurations";

/**
 * Changes every example at random and puts it through `check` and `synth`: each is accepted, or refused with a report, and what is
 * written is whole and the same twice. `npm run test:fuzz -- --seed 7 --runs 1000` repeats a run; the seed is printed, and moves on
 * with the day. Without `--runs` it goes on for so many `--seconds`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Date.now() / 86_400_000)) },
    runs: { type: "string", default: "10000" },
    seconds: { type: "string", default: "90" },
    path: { type: "string" },
  },
});

void main();

async function main(): Promise<void> {
  const seed = Number(values.seed);
  console.log(`seed ${seed}: npm run test:fuzz -- --seed ${seed} repeats it`);
  const until = Date.now() + Number(values.seconds) * 1000;
  const tally: Tally = { runs: 0, accepted: 0 };
  const details = await fc.check(configurationProperty(tally, until), {
    seed,
    path: values.path,
    numRuns: Number(values.runs),
  });
  console.log(
    `${tally.runs} configurations: ${tally.accepted} accepted and synthesized twice, the others refused with a report`,
  );
  if (!details.failed) return;
  console.error(fc.defaultReportMessage(details));
  console.error(details.errorInstance);
  process.exitCode = 1;
}
