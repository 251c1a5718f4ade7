import { run } from "../../cli/program";
import { exampleFile } from "../../scripts/example-files";
import { root } from "./synthesized";

/** What somebody who runs the command sees of it. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** Working directory. @default - that of the project, and the example is its configuration */
  readonly cwd?: string;
  /** File of the configuration. @default - none is named where a directory is */
  readonly organization?: string;
}

/**
 * Runs `secretwatch` in this process, and takes down what it writes and its exit code: a process of its own takes more than a
 * second to start. What only a process shows (signals, pipes, its own exit code) is tested with one.
 */
export function secretwatch(args: readonly string[], around: Surroundings = {}): Promise<Ran> {
  return takenDown(() => run(args), around);
}

/** The same of anything that ends with an exit code. */
export async function takenDown(act: () => Promise<number>, around: Surroundings = {}): Promise<Ran> {
  const before = { cwd: process.cwd(), organization: process.env.ORGANIZATION, isTTY: process.stdout.isTTY };
  const written = { stdout: "", stderr: "" };
  const spies = [
    ...(["stdout", "stderr"] as const).map((stream) =>
      jest.spyOn(process[stream], "write").mockImplementation((text) => {
        written[stream] += String(text);
        return true;
      }),
    ),
    // Jest's console does not write to the streams of the process.
    jest.spyOn(console, "log").mockImplementation((line: unknown) => void (written.stdout += `${String(line)}\n`)),
    jest.spyOn(console, "error").mockImplementation((line: unknown) => void (written.stderr += `${String(line)}\n`)),
  ];
  // As in a pipe, also where somebody runs the tests on a terminal.
  process.stdout.isTTY = false;
  process.chdir(around.cwd ?? root);
  process.env.ORGANIZATION = around.organization ?? (around.cwd === undefined ? exampleFile : "");
  try {
    return { status: await act(), ...written };
  } finally {
    process.stdout.isTTY = before.isTTY;
    process.chdir(before.cwd);
    if (before.organization === undefined) delete process.env.ORGANIZATION;
    else process.env.ORGANIZATION = before.organization;
    for (const spy of spies) spy.mockRestore();
  }
}
