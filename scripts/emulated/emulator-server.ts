import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const HOST = "127.0.0.1";
const START_SECONDS = 60;
const STOP_SECONDS = 5;

/** An emulator of AWS that listens on one port. */
export interface Emulator {
  readonly name: string;
  /** How pip gets it. */
  readonly requirement: string;
  /** Environment variable that names its executable. */
  readonly variable: string;
  readonly executable: string;
  readonly arguments: (host: string, port: number) => readonly string[];
  readonly environment: (host: string, port: number) => Readonly<Record<string, string>>;
  /** Path that answers as soon as it is ready. */
  readonly ready: string;
}

/** https://github.com/getmoto/moto */
export const moto: Emulator = {
  name: "moto server",
  requirement: "moto[server]==5.2.5",
  variable: "MOTO_SERVER",
  executable: process.env.MOTO_SERVER ?? "moto_server",
  arguments: (host, port) => ["-H", host, "-p", String(port)],
  environment: () => ({}),
  ready: "/moto-api/data.json",
};

/** https://github.com/ministackorg/ministack */
export const ministack: Emulator = {
  name: "ministack",
  requirement: "ministack==1.5.33",
  variable: "MINISTACK",
  executable: process.env.MINISTACK ?? "ministack",
  arguments: () => [],
  // State machines don't wait.
  environment: (host, port) => ({ BIND_HOST: host, GATEWAY_PORT: String(port), SFN_WAIT_SCALE: "0" }),
  ready: "/_ministack/health",
};

/** Why there is no such emulator to be had here; undefined if there is one. */
export function whyNot({ name, requirement, variable, executable }: Emulator): string | undefined {
  const { error, status, stderr } = spawnSync(executable, ["--help"], { encoding: "utf8" });
  const install = `Install it in a Python environment of its own: pip install "${requirement}"; ${variable} names its executable.`;
  if (error !== undefined) return `there is no ${name} here (${error.message}). ${install}`;
  const reason = stderr.trim().split("\n").at(-1);
  if (status !== 0) return `${executable} does not run (${reason === "" ? "without a reason" : reason}). ${install}`;
  return undefined;
}

/** An emulator on a free port of this computer, for nobody else. */
export class EmulatorServer {
  private output = "";

  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly emulator: Emulator,
  ) {
    // Read all the same: a full pipe would stop the server.
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output = (this.output + text).slice(-20_000)));
    }
  }

  static async start(emulator: Emulator): Promise<EmulatorServer> {
    const port = await freePort();
    const child = spawn(emulator.executable, emulator.arguments(HOST, port), {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...emulator.environment(HOST, port) },
    });
    const server = new EmulatorServer(`http://${HOST}:${port}`, child, emulator);
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
      const response = await fetch(`${this.url}${this.emulator.ready}`).catch(() => undefined);
      if (response?.ok === true) return;
      await sleep(200);
    }
    throw new Error(`${this.emulator.name} did not start:\n${this.output}`);
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
