import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { reportAbout } from "../../cli/history-forms";
import { loadOrganization } from "../../config/load-organization";
import { byReader } from "../../history/habits";
import type { History, HistoryReader } from "../../history/history";
import { historyOf } from "../../history/history-of";
import { Observer } from "../../history/observer";
import type { ReportAbout } from "../../history/page/about";
import type { GeneratedHistory } from "./arbitrary-history";

/** What the configuration of a generated history makes of its events, and who of the readers was planted. */
export async function historyOfGenerated({ files, events, plant }: GeneratedHistory): Promise<{
  readonly history: History;
  readonly about: ReportAbout;
  readonly intruders: readonly HistoryReader[];
}> {
  const organization = inDirectory(files, (directory) => loadOrganization(path.join(directory, "organization.yaml")));
  const observer = new Observer(organization.detections);
  for (const event of events) observer.take(event, "events.json");
  const history = await historyOf(observer.observations(), organization);
  const isPlanted = (record: History["reads"][number]["firstRecord"]) => String(record.eventID).startsWith("plant-");
  const intruders = [...byReader(history.reads).values()]
    .filter((reads) =>
      reads.some(
        ({ reader, firstRecord }) => isPlanted(firstRecord) || plant.principals.includes(reader.principal ?? ""),
      ),
    )
    .map(([first]) => first!.reader);
  return { history, about: reportAbout("organization.yaml", organization), intruders };
}

function inDirectory<Result>(files: Readonly<Record<string, string>>, use: (directory: string) => Result): Result {
  const directory = mkdtempSync(path.join(tmpdir(), "generated-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
      writeFileSync(path.join(directory, name), content);
    }
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
