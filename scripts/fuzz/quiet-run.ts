import { run } from "../../cli/program";
import { exampleFile } from "../example-files";

/** What a command that ran in this process did. */
export interface QuietRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `secretwatch` in this process and keeps what it writes. @throws whatever it does not report */
export async function quietRun(args: readonly string[], organization = exampleFile): Promise<QuietRun> {
  const written = { stdout: "", stderr: "" };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as they were, never called
  const before = { out: process.stdout.write, err: process.stderr.write, log: console.log, error: console.error };
  const organizationBefore = process.env.ORGANIZATION;
  const taking = (stream: "stdout" | "stderr") => (text: unknown) => {
    written[stream] += String(text);
    return true;
  };
  process.stdout.write = taking("stdout");
  process.stderr.write = taking("stderr");
  // Test runners have a console of their own.
  console.log = (text: unknown) => void taking("stdout")(`${String(text)}\n`);
  console.error = (text: unknown) => void taking("stderr")(`${String(text)}\n`);
  process.env.ORGANIZATION = organization;
  try {
    return { status: await run(args), ...written };
  } finally {
    process.stdout.write = before.out;
    process.stderr.write = before.err;
    console.log = before.log;
    console.error = before.error;
    if (organizationBefore === undefined) delete process.env.ORGANIZATION;
    else process.env.ORGANIZATION = organizationBefore;
  }
}
