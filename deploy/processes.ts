import { spawn, type ChildProcess } from "node:child_process";

/** How a process ended. */
export interface Exit {
  /** Exit code; nothing if a signal ended it, or it never began. */
  readonly status: number | undefined;
  /** Why it never began, as the system says it. */
  readonly error?: NodeJS.ErrnoException;
}

export interface Streams {
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
}

/**
 * The processes of a rollout, which an interruption asks to end in good order: each gets one SIGINT, as from a terminal, with
 * which Terraform ends what it is at, writes its state and unlocks it. A second interruption kills them with all that they started.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private interruptions = 0;

  /** Whether nothing more is to be begun. */
  isStopped(): boolean {
    return this.interruptions > 0;
  }

  /** Whether what ran was killed, so that it could not unlock anything. */
  isKilled(): boolean {
    return this.interruptions > 1;
  }

  /** Runs a program to its end. It has no standard input, and gets no signal of the terminal but by `interrupt`. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, streams: Streams): Promise<Exit> {
    if (this.isStopped()) return Promise.resolve({ status: undefined });
    return new Promise((resolve) => {
      // A group of its own: Ctrl-C reaches the whole group of a terminal, and Terraform takes the second one to mean "at once".
      const child = spawn(program, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      this.running.add(child);
      child.stdout.on("data", streams.stdout);
      child.stderr.on("data", streams.stderr);
      child.on("error", (error) => {
        this.running.delete(child);
        resolve({ status: undefined, error });
      });
      child.on("close", (code) => {
        this.running.delete(child);
        resolve({ status: code ?? undefined });
      });
    });
  }

  /** Asks all that runs to end; the second time it is killed. */
  interrupt(): void {
    this.interruptions++;
    if (this.interruptions > 2) return;
    for (const child of this.running) signal(child, this.interruptions === 1 ? "SIGINT" : "SIGKILL");
  }
}

/** Providers are in the group of the Terraform that started them. */
function signal({ pid }: ChildProcess, name: "SIGINT" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // It has just ended.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
