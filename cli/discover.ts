import { existsSync } from "node:fs";
import path from "node:path";

import type { AwsCalls } from "../aws/calls";
import type { Answers } from "../discover/answers";
import { discover as discovered } from "../discover/discover";
import { draft } from "../discover/draft";
import { print } from "../text/print";
import { terminal } from "../text/terminal";
import { savedIn } from "./aws-calls";
import { foundRegion } from "./found-settings";
import { INSTALLED } from "./package-root";
import { writeNew } from "./write-new";

export interface DiscoverOptions {
  readonly from?: string;
  readonly email?: readonly string[];
  readonly owner?: string;
  readonly ownerTag?: readonly string[];
  readonly homeRegion?: string;
  readonly security?: string;
  readonly logArchive?: string;
  readonly stateBucket?: string;
  readonly region?: readonly string[];
  readonly without?: readonly string[];
  readonly secrets: boolean;
  readonly write?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
}

export async function discover(configuration: string, options: DiscoverOptions): Promise<number> {
  const calls: AwsCalls = savedIn(options.from ?? ".");
  const found = await discovered(calls, {
    region: "us-east-1",
    regions: options.region,
    secrets: options.secrets,
    without: options.without,
  });
  const answers: Answers = {
    ...options,
    emails: options.email ?? [],
    ownerTags: options.ownerTag,
    usualRegion: foundRegion(process.env),
  };
  if (existsSync(configuration)) return 0;
  const drafted = draft(found, answers, { package: INSTALLED });
  if (options.write === true) writeNew(path.dirname(configuration), drafted.files);
  print(terminal`${drafted.files.size} files`);
  return 0;
}
