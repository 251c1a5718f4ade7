import fc from "fast-check";
import { appendFileSync, mkdtempSync, mkdirSync, writeFileSync, rmSync } from "node:fs";
import path from "node:path";
import { unusualReaders } from "./history/unusual";
import { byReader } from "./history/habits";
import { loadOrganization } from "./config/load-organization";
import { Judge } from "./history/judge";
import { readsOf } from "./history/reads-of";
import { daysFrom } from "./history/when";
import { Observer } from "./history/observer";
import { arbitraryHistory } from "./__tests__/support/arbitrary-history";
import { plants } from "./__tests__/support/planted-intruders";
const RUNS = Number(process.argv[2]);
const OUT = process.argv[3]!;
const only = process.argv.slice(4);
void (async () => {
  for (const kind of only.length ? only : Object.keys(plants)) {
    let n = 0, bad = 0; const ranks: number[] = [];
    for (const { files, events, plant } of fc.sample(arbitraryHistory([kind]), { numRuns: RUNS, seed: 1234 })) {
      n++;
      const dir = mkdtempSync("/tmp/w/g-");
      for (const [name, content] of Object.entries(files)) { mkdirSync(path.dirname(path.join(dir, name)), { recursive: true }); writeFileSync(path.join(dir, name), content); }
      const organization = loadOrganization(path.join(dir, "organization.yaml")); rmSync(dir, { recursive: true });
      const observer = new Observer([]);
      for (const event of events) observer.take(event, "events.json");
      const { reads: observed, seen } = observer.observations();
      const reads = await readsOf(observed, new Judge(organization));
      const history: any = { seen, days: daysFrom(seen.from!, seen.to!), reads, told: { daily: [], loudest: [], recipients: [] }, detections: [] };
      const isPlanted = (r: any) => String(r.eventID).startsWith("plant-");
      const intruders = [...byReader(reads).values()].filter(all => all.some(({ reader, firstRecord }) => isPlanted(firstRecord) || plant.principals.includes(reader.principal ?? ""))).map(([f]) => f!.reader);
      const all = unusualReaders(history);
      const rank = all.findIndex(({ reader }) => intruders.includes(reader) || intruders.some(i => (i.person ?? i.name) === reader.name));
      ranks[rank] = (ranks[rank] ?? 0) + 1;
      if (rank === -1 || rank >= Number(process.env.MOST ?? 7)) {
        bad++;
        const say = (e: any) => `${e?.reader.name} ${e?.verdict} n=${e?.count} [${e?.signs.map((s: any) => s.said + "=" + s.weight).join("; ")}]`;
        appendFileSync(OUT, `${kind} #${n} rank=${rank} of ${all.length} (${plant.events[0]!.eventTime})\n   me ${say(all[rank])}\n${all.slice(0, 11).map(e => "   " + say(e)).join("\n")}\n`);
      }
    }
    appendFileSync(OUT, `== ${kind}: ${bad} bad of ${n}; ranks ${JSON.stringify(ranks)}\n`);
  }
})();
