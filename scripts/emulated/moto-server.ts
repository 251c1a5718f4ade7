import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const HOST = "127.0.0.1";
const START_SECONDS = 60;
const STOP_SECONDS = 5;

/** Why there is no server to be had here; undefined if there is one. */
export function whyNotMoto(executable: string): string | undefined {
  const { error, status, stderr } = spawnSync(executable, ["--help"], { encoding: "utf8" });
  const install = `Install it in a Python environment of its own: pip install "moto[server]==5.2.5"; MOTO_SERVER names its moto_server.`;
  if (error !== undefined) return `there is no moto server here (${error.message}). ${install}`;
  const reason = stderr.trim().split("\n").at(-1);
  if (status !== 0) return `${executable} does not run (${reason === "" ? "without a reason" : reason}). ${install}`;
  return undefined;
}

/** moto server on a free port of this computer, for nobody else. */
export class MotoServer {
  private output = "";

  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {
    // Read all the same: a full pipe would stop the server.
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output = (this.output + text).slice(-20_000)));
    }
  }

  static async start(executable: string): Promise<MotoServer> {
    const port = await freePort();
    const child = spawn(executable, ["-H", HOST, "-p", String(port)], { stdio: ["ignore", "pipe", "pipe"] });
    const server = new MotoServer(`http://${HOST}:${port}`, child);
    // Whatever ends this process ends the server.
    process.once("exit", () => child.kill());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
    try {
      await server.answers();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill();
    const force = setTimeout(() => this.process.kill("SIGKILL"), STOP_SECONDS * 1000);
    await exited;
    clearTimeout(force);
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + START_SECONDS * 1000;
    while (Date.now() < deadline && this.process.exitCode === null) {
      const response = await fetch(`${this.url}/moto-api/data.json`).catch(() => undefined);
      if (response?.ok === true) return;
      await sleep(200);
    }
    throw new Error(`The moto server did not start:\n${this.output}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
