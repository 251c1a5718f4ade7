import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Everything that a page is looked at in. */
export const looks: Readonly<Record<string, BrowserContextOptions>> = {
  "light, wide": { viewport: { width: 1400, height: 900 }, colorScheme: "light" },
  "dark, wide": { viewport: { width: 1400, height: 900 }, colorScheme: "dark" },
  "light, of a phone": { viewport: { width: 360, height: 780 }, colorScheme: "light" },
  "dark, of a phone": { viewport: { width: 360, height: 780 }, colorScheme: "dark" },
  "forced colours": { viewport: { width: 1400, height: 900 }, forcedColors: "active" },
};

export interface Judgement {
  /** Each problem in a line. */
  readonly problems: readonly string[];
  readonly screenshot: Buffer;
}

/** Opens a page as somebody would, and says all that is wrong with it. */
export async function judgePage(browser: Browser, file: string, look: BrowserContextOptions): Promise<Judgement> {
  const context = await browser.newContext(look);
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("console", (message) => problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (request.url() !== file) problems.push(`asks for ${request.url()}`);
    });
    await page.goto(file);
    const screenshot = await page.screenshot();
    problems.push(...(await wider(page)), ...(await inaccessible(page)));
    return { problems, screenshot };
  } finally {
    await context.close();
  }
}

/** Only tables scroll from side to side, by themselves. */
async function wider(page: Page): Promise<readonly string[]> {
  const [needed, there] = await page.evaluate<[number, number]>(
    "[document.documentElement.scrollWidth, window.innerWidth]",
  );
  return needed > there ? [`is ${needed} pixels wide, of ${there}`] : [];
}

async function inaccessible(page: Page): Promise<readonly string[]> {
  // Folded up, too, is on the page.
  await page.evaluate("document.querySelectorAll('details').forEach((each, at) => { each.open = at < 40; })");
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]!.html.slice(0, 300)} (${nodes.length})`);
}

/** What the policy of a page has to refuse, whoever tries it. */
export async function refusesAll(browser: Browser, file: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  const asked: string[] = [];
  await page.goto(file);
  // What the policy refuses begins as a request, too, and ends with its name.
  page.on("requestfinished", (request) => asked.push(request.url()));
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "csp")
      asked.push(`${request.url()} (${String(request.failure()?.errorText)})`);
  });
  const done = await page.evaluate<readonly string[]>(`(async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
    const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
    add("script", { textContent: "window.ran = 1" });
    add("style", { textContent: "h1 { color: rgb(1, 2, 3) !important }" });
    add("img", { src: "https://evil.example/x.png" });
    add("iframe", { src: "https://evil.example" });
    add("link", { rel: "stylesheet", href: "https://evil.example/x.css" });
    document.body.insertAdjacentHTML("beforeend", '<p id="inline" style="color: rgb(1, 2, 3)" onclick="window.ran = 2">x</p>');
    document.getElementById("inline").click();
    const sent = await fetch("https://evil.example").then(() => true, () => false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const colored = ["h1", "#inline"].filter((each) => getComputedStyle(document.querySelector(each)).color === "rgb(1, 2, 3)");
    const missing = ["script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "frame-src", "connect-src"]
      .filter((each) => !refused.includes(each));
    return [
      ...(window.ran === undefined ? [] : ["a script ran"]),
      ...(sent ? ["something was fetched"] : []),
      ...colored.map((each) => "style of " + each),
      ...missing.map((each) => "not refused: " + each),
    ];
  })()`);
  await page.close();
  return [...done, ...asked.map((url) => `asks for ${url}`)];
}

/** Whoever has nothing but a keyboard comes to everything, in the order in which it is read, and sees where they are. */
export async function misleadsKeyboard(browser: Browser, file: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(file);
  const stops: { at: number; name: string; ring: string; isSeen: boolean }[] = [];
  const expected = await page.evaluate<number>(`(() => {
    window.all = [...document.querySelectorAll("a, summary, [tabindex='0']")].filter((each) => each.checkVisibility({ contentVisibilityAuto: true }));
    return window.all.length;
  })()`);
  for (let step = 0; step < expected; step++) {
    await page.keyboard.press("Tab");
    stops.push(
      await page.evaluate(`(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        return { at: window.all.indexOf(it), name: it.textContent.slice(0, 40), ring: getComputedStyle(it).outlineStyle, isSeen: box.right > 0 && box.width > 0 && box.bottom > 0 };
      })()`),
    );
  }
  await page.close();
  return [
    ...stops.flatMap(({ at, name }, index) => (at === index ? [] : [`stop ${index} is ${name} (${at})`])),
    ...stops.flatMap(({ ring, name }) => (ring === "none" ? [`no ring around ${name}`] : [])),
    ...stops.flatMap(({ isSeen, name }) => (isSeen ? [] : [`not seen: ${name}`])),
    ...(stops[0]?.name.startsWith("Skip") === true ? [] : ["the first stop skips nothing"]),
  ];
}

/** Paper does not scroll. */
export async function clipsOnPaper(browser: Browser, file: string): Promise<readonly string[]> {
  // A4 at 96 pixels an inch, without the margins.
  const page = await browser.newPage({ viewport: { width: 718, height: 1000 } });
  await page.goto(file);
  await page.emulateMedia({ media: "print" });
  const clipped = await page.evaluate<readonly string[]>(`
    [...document.querySelectorAll("table, pre, h1, h3, p, svg")]
      .filter((each) => each.checkVisibility({ contentVisibilityAuto: true }) && !each.matches(".heard"))
      .filter((each) => each.getBoundingClientRect().right > 719 || each.getBoundingClientRect().left < -1)
      .map((each) => "clipped: " + each.outerHTML.slice(0, 200))`);
  const pdf = await page.pdf({ format: "A4", margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } });
  await page.close();
  return [...clipped, ...(pdf.subarray(0, 5).toString() === "%PDF-" ? [] : ["no PDF"])];
}

/** Whether nobody of these is seen without scrolling. */
export async function notOnFirstScreen(
  browser: Browser,
  file: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(file);
  const seen = await page.evaluate<readonly string[]>(`
    [...document.querySelectorAll("section:first-of-type h3")]
      .filter((each) => each.getBoundingClientRect().bottom <= innerHeight)
      .map((each) => each.textContent)`);
  await page.close();
  return seen.some((each) => names.includes(each)) ? [] : [`${names.join(", ")} is not among ${seen.join(", ")}`];
}
