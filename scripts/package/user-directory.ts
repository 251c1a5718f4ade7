import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";

import { terraformEnvironment } from "../terraform-environment";

export interface Outcome {
  readonly status: number;
  readonly output: string;
  /** Of the output, what is not about problems. @default - the same */
  readonly stdout?: string;
}

/** A directory of somebody who uses the package: empty at first, and nothing of the project is near. */
export class UserDirectory {
  private readonly environment: NodeJS.ProcessEnv;

  /** @param workspace an existing directory; the user's is made in it */
  constructor(
    workspace: string,
    readonly directory = path.join(workspace, "acorn"),
  ) {
    mkdirSync(directory);
    // What npm says to the scripts that it runs, this one among them, is not for those that these run.
    const outside = Object.entries(terraformEnvironment(workspace)).filter(([name]) => !name.startsWith("npm_"));
    this.environment = { ...Object.fromEntries(outside), CI: "1", AWS_REGION: "eu-west-1", ORGANIZATION: "" };
  }

  run(command: string, ...args: readonly string[]): Outcome {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.directory,
      env: this.environment,
      encoding: "utf8",
      // The CDKTF CLI paints its progress over and over.
      maxBuffer: 256 * 1024 * 1024,
    });
    return { status: status ?? 1, output: `${stdout}${stderr}${error?.message ?? ""}`, stdout };
  }

  install(...packages: readonly string[]): Outcome {
    const options = ["--save-exact", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    return this.run("npm", "install", ...options, ...packages);
  }

  secretwatch(...args: readonly string[]): Outcome {
    return this.command("secretwatch", ...args);
  }

  /** A command of an installed package, as npx finds it, which takes a second more each time. */
  command(name: string, ...args: readonly string[]): Outcome {
    return this.run(path.join("node_modules", ".bin", name), ...args);
  }

  commit(message: string): Outcome {
    this.run("git", "add", "--all");
    const who = ["-c", "user.name=acorn", "-c", "user.email=acorn@acorn.example"];
    return this.run("git", ...who, "commit", "--quiet", "--message", message);
  }

  file(name: string): string {
    return path.join(this.directory, name);
  }
}
