import { parseArgs } from "node:util";

import fc from "fast-check";

import { configurationProperty, type Tally } from "./fuzz/configurations";
import { eventProperty, planProperty } from "./fuzz/plans-and-events";

/**
 * Changes every example at random and puts it through `check` and `synth`: each is accepted, or refused with a report, and what is
 * written is whole and the same twice. Recorded plans go through `plan-summary`, and events through `test`, in the same way.
 * `npm run test:fuzz -- --seed 7` repeats what a run with that seed did; without one it moves on with the day. It ends after so many
 * `--runs` of each or so many `--seconds` in all, whichever is first.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Date.now() / 86_400_000)) },
    runs: { type: "string", default: "10000" },
    seconds: { type: "string", default: "100" },
    path: { type: "string" },
  },
});

/** What is changed, and its share of the time. */
const areas = [
  ["configurations", 0.7, checking(configurationProperty)],
  ["plans", 0.15, checking(planProperty)],
  ["events", 0.15, checking(eventProperty)],
] as const;

void main();

async function main(): Promise<void> {
  console.log(`seed ${values.seed}: npm run test:fuzz -- --seed ${values.seed} repeats it`);
  for (const [name, share, check] of areas) {
    const tally: Tally = { runs: 0, accepted: 0 };
    const failure = await check(tally, Date.now() + Number(values.seconds) * 1000 * share);
    console.log(`${tally.runs} ${name}, ${tally.accepted} of them accepted, the others refused with a report`);
    if (failure === undefined) continue;
    console.error(failure);
    process.exitCode = 1;
  }
}

/** What went wrong, with all that it takes to see it again. */
function checking<Values>(property: (tally: Tally, until: number) => fc.IAsyncPropertyWithHooks<Values>) {
  return async (tally: Tally, until: number): Promise<string | undefined> => {
    const how = { seed: Number(values.seed), path: values.path, numRuns: Number(values.runs) };
    const details = await fc.check(property(tally, until), how);
    if (!details.failed) return undefined;
    return `${fc.defaultReportMessage(details)}\n${(details.errorInstance as Error).stack ?? ""}`;
  };
}
