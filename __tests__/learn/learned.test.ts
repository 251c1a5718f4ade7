import fc from "fast-check";

import { Judge } from "../../history/judge";
import type { History, ReadsOf } from "../../history/history";
import { readThing } from "../../learn/read-thing";
import type { Proposal } from "../../learn/proposal";
import { arbitraryHistory } from "../support/arbitrary-history";
import { learnedFrom } from "../support/learned";
import { plants } from "../support/planted-intruders";
import { temporaryDirectory } from "../support/temporary-directory";

jest.setTimeout(120_000);

/** Number of reads by what they are, whatever was made of them. */
function verdicts({ reads }: History): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const found = new Map<string, Record<string, number>>();
  for (const each of reads) {
    const { accountId, region, store, secret, reader, verdict, count } = each;
    const key = JSON.stringify([accountId, region, store, secret, reader.name, reader.principal]);
    const known = found.get(key) ?? {};
    known[verdict] = (known[verdict] ?? 0) + count;
    found.set(key, known);
  }
  return found;
}

function isCovered({ reader, store, ...read }: ReadsOf, proposals: readonly Proposal[]): boolean {
  const thing = readThing({ store, ...read });
  return proposals.some(
    ({ principal, pairs, from }) =>
      from === undefined &&
      principal === reader.principal &&
      pairs.some((pair) => pair.store === store && pair.owner === thing?.owner && pair.name === thing.name),
  );
}

describe("what is learned from random organizations", () => {
  test("leaves no read told that it covers, changes nothing for anybody else, and leaves nothing to learn", async () => {
    const made = { proposals: 0, places: 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryHistory(), async ({ files, events }) => {
        const { before, after, proposals, byHand, again } = await learnedFrom(temporaryDirectory(files), events);

        expect(byHand).toEqual([]);
        expect(after.reads.filter((each) => each.verdict === "unexpected" && isCovered(each, proposals))).toEqual([]);
        const principals = new Set(proposals.map(({ principal }) => principal));
        const [was, is] = [before, after].map((history) =>
          verdicts({
            ...history,
            reads: history.reads.filter(({ reader }) => !principals.has(reader.principal ?? "")),
          }),
        );
        expect(is).toEqual(was);
        expect(again.proposals).toEqual([]);
        made.proposals += proposals.length;
        made.places += proposals.filter(({ from }) => from !== undefined).length;
      }),
      { numRuns: 25 },
    );

    expect(Math.min(made.proposals, made.places)).toBeGreaterThan(0);
  });

  test.each(Object.entries(plants))("never hides %s", async (kind, { what }) => {
    await fc.assert(
      fc.asyncProperty(arbitraryHistory([kind]), async ({ files, events, plant }) => {
        const { edited, proposals, byHand } = await learnedFrom(temporaryDirectory(files), events);

        const judge = new Judge(edited);
        const judged = await Promise.all(plant.events.map((event) => judge.judge(event)));
        const told = judged.filter(({ verdict }) => verdict !== "expected");

        // What is proposed stands in the configuration that is asked.
        expect([proposals.length > 0, byHand.length]).toEqual([true, 0]);
        expect({ what, told: told.length }).toEqual({ what, told: plant.events.length });
      }),
      { numRuns: 2 },
    );
  });
});
