import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { openBrowser } from "./page/browser";
import { fewerColours } from "./page/fewer-colours";
import { pageOfPicture } from "./page/picture-history";

/**
 * Takes the picture of a report that the README shows, of a made-up organization: docs/images/report.png. Browsers and fonts differ, so
 * that it is no generated file that is held against what it would be; whoever changes the page takes it anew.
 */
const PICTURE = path.resolve(__dirname, "../docs/images/report.png");
const LARGEST = 150_000;

void main();

async function main(): Promise<void> {
  const browser = await openBrowser();
  if (browser === undefined) throw new Error("There is no Chromium here. CHROMIUM names one.");
  const directory = mkdtempSync(path.join(tmpdir(), "picture-"));
  try {
    const file = path.join(directory, "report.html");
    writeFileSync(file, pageOfPicture());
    const page = await browser.newPage({ viewport: { width: 1200, height: 940 }, colorScheme: "light" });
    await page.goto(pathToFileURL(file).href);
    const picture = fewerColours(await page.screenshot());
    if (picture.length > LARGEST) throw new Error(`It has ${picture.length} bytes, more than ${LARGEST}.`);
    writeFileSync(PICTURE, picture);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true });
  }
}
