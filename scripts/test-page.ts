import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser } from "playwright-core";

import { openBrowser } from "./page/browser";
import { examplePages, plantedPages } from "./page/examples";
import { clipsOnPaper, judgePage, looks, misleadsKeyboard, notOnFirstScreen, refusesAll } from "./page/judge-page";

/**
 * Opens the report of `secretwatch history` in Chromium (CHROMIUM names another one than Debian's), in light and dark, on a phone, with
 * forced colours, on paper and by keyboard alone, of histories that are small, empty, huge and hostile. axe looks for whatever shuts
 * somebody out. --screenshots DIRECTORY keeps what it looked like.
 */
const at = process.argv.indexOf("--screenshots");
const screenshots = at === -1 ? undefined : process.argv[at + 1];
const counts = { passed: 0, failed: 0 };

void main();

async function main(): Promise<void> {
  const browser = await openBrowser();
  if (browser === undefined) {
    console.log("Skipped: there is no Chromium here.");
    return;
  }
  const directory = mkdtempSync(path.join(tmpdir(), "page-"));
  try {
    for (const [name, page] of examplePages()) {
      const file = path.join(directory, `${name.replace(" ", "-")}.html`);
      writeFileSync(file, page);
      await judge(browser, name, pathToFileURL(file).href);
    }
    const open = path.join(directory, "without-a-policy.html");
    writeFileSync(
      open,
      examplePages()
        .get("small")!
        .replace(/<meta http-equiv[^>]*>/, ""),
    );
    const passed = await refusesAll(browser, pathToFileURL(open).href);
    check("a page without its policy refuses nothing", passed.length > 5 ? [] : ["that was not seen"]);
    for (const { name, page, intruders } of await plantedPages()) {
      const file = path.join(directory, `${name}.html`);
      writeFileSync(file, page);
      check(`${name} is on the first screen`, await notOnFirstScreen(browser, pathToFileURL(file).href, intruders));
    }
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true });
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
}

async function judge(browser: Browser, name: string, file: string): Promise<void> {
  // Where there is much, one look has all kinds of things to see.
  const its = Object.entries(looks).slice(0, name === "huge" ? 1 : undefined);
  for (const [look, options] of its) {
    const { problems, screenshot } = await judgePage(browser, file, options);
    check(`${name}, ${look}`, problems);
    keep(`${name}, ${look}`, screenshot);
  }
  check(`${name}: its policy refuses everything`, await refusesAll(browser, file));
  check(`${name}, on paper`, await clipsOnPaper(browser, file));
  if (name !== "huge") check(`${name}, by keyboard`, await misleadsKeyboard(browser, file));
}

function keep(name: string, screenshot: Buffer): void {
  if (screenshots === undefined) return;
  mkdirSync(screenshots, { recursive: true });
  writeFileSync(path.join(screenshots, `${name.replaceAll(/\W+/g, "-")}.png`), screenshot);
}

function check(what: string, problems: readonly string[]): void {
  if (problems.length === 0) counts.passed++;
  else counts.failed++;
  if (problems.length > 0) console.error(`${what}:\n${problems.map((each) => `  ${each.slice(0, 500)}`).join("\n")}`);
}
