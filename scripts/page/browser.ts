import { existsSync } from "node:fs";

import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that CHROMIUM names; nothing if there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const named = process.env.CHROMIUM;
  const executablePath = named ?? "/usr/bin/chromium";
  // Whoever names one wants it run.
  if (named === undefined && !existsSync(executablePath)) return undefined;
  // Chromium has no sandbox for root, as in a container.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}
