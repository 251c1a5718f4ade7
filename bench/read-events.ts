import { readEventFile } from "../events/read-events";

/** Reads the file that the command line names, and does nothing with its events. */
async function read(file: string): Promise<void> {
  for await (const { noEvents } of readEventFile(file)) if (noEvents.length > 0) throw new Error(noEvents[0]!.problem);
}

void read(process.argv[2]!);
