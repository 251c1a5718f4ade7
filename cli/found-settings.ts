import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import path from "node:path";

import { readRegularFile, UnreadableFile } from "../config/files/regular-file";
import { partitions } from "../organization/regions";

/** A settings file of the AWS CLI has some hundred lines. */
const MOST_BYTES = 1024 * 1024;

/**
 * The region that the AWS CLI would use, where it is one of the partition that the files begin with.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 */
export function foundRegion(environment: NodeJS.ProcessEnv): string | undefined {
  const named = [environment.AWS_REGION, environment.AWS_DEFAULT_REGION].find((each) => (each ?? "") !== "");
  const region = named ?? regionOfProfile(environment);
  const { defaultRegions, optInRegions } = partitions.aws;
  return [...defaultRegions, ...optInRegions].find((each) => each === region);
}

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html */
function regionOfProfile(environment: NodeJS.ProcessEnv): string | undefined {
  const file = environment.AWS_CONFIG_FILE ?? path.join(homedir(), ".aws", "config");
  const profile = environment.AWS_PROFILE ?? "default";
  const headings = profile === "default" ? ["default", "profile default"] : [`profile ${profile}`];
  let heading: string | undefined;
  for (const line of linesOf(file)) {
    heading = /^\[([^\]]*)\]/.exec(line.trim())?.[1]?.trim() ?? heading;
    const region = /^region\s*=\s*([a-z0-9-]+)/.exec(line)?.[1];
    if (region !== undefined && headings.includes(heading ?? "")) return region;
  }
  return undefined;
}

function linesOf(file: string): readonly string[] {
  try {
    return readRegularFile(file, MOST_BYTES).toString("utf8").split("\n");
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

/** Owner and name of the repository at GitHub that a working copy came from. */
export function foundRepository(directory: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["remote", "get-url", "origin"], { cwd: directory, encoding: "utf8" });
  if (status !== 0) return undefined;
  return /github\.com[:/]([\w-]+\/[\w.-]+?)(?:\.git)?\/?\s*$/.exec(stdout)?.[1];
}
