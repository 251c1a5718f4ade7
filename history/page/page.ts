import { inPage, joinedPage, type PageText } from "../../text/page";
import type { ComparedHistory } from "../compare";
import type { History } from "../history";
import { unusualReaders } from "../unusual";
import type { ReportAbout } from "./about";
import { accountsSection } from "./accounts-section";
import { changesSection } from "./changes-section";
import { stepsOf } from "./chart";
import { detectionsSection } from "./detections-section";
import { inputSection } from "./input-section";
import { mailsSection } from "./mails-section";
import { readsSection } from "./reads-section";
import { secretsSection } from "./secrets-section";
import { silentSection } from "./silent-section";
import { style, styleHash } from "./style";
import { unusualSection } from "./unusual-section";
import { counted, number, sumOf } from "../words";

/** How every page begins, by which an earlier one is known as such. */
export const PAGE_BEGINNING =
  '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="generator" content="Secretwatch history">';

/**
 * A history as one page that needs nothing but itself: no network, no script. Its policy lets in its own style and nothing else, so
 * that a browser does nothing else either, whatever stands in an event.
 *
 * @param compared what changes against a base, which then comes first: it is what was asked @default - there is none
 */
export function historyPage(history: History, about: ReportAbout, compared?: ComparedHistory): PageText {
  const steps = stepsOf(history.days);
  const title = `Who read secrets, ${periodOf(history)}`;
  return inPage`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="generator" content="Secretwatch history">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
<body>
<a class="skip" href="#main">Skip to ${compared === undefined ? "what is not expected" : "what changes"}</a>
<header><div><h1>${title}</h1><p class="soft small">Held against ${about.configuration}</p></div>
${figures(history)}</header>
<nav aria-label="Sections"><ul>${joinedPage(
    [...(compared === undefined ? [] : [changesLink]), ...links].map(
      ([id, text]) => inPage`<li><a href="#${id}">${text}</a></li>`,
    ),
    "",
  )}</ul></nav>
<main id="main">
${note(history)}${compared === undefined ? inPage`` : changesSection(compared)}
${unusualSection(unusualReaders(history))}
${readsSection(history, steps)}
${mailsSection(history, steps, about)}
${secretsSection(history)}
${accountsSection(history, about)}
${detectionsSection(history, about)}
${silentSection(history)}
${inputSection(history, about)}
</main>
<footer><p>Made by <code>secretwatch history</code>, from events that were. It has the names of secrets and of who reads them: keep it as you keep those.</p></footer>
</body>
</html>
`;
}

const changesLink = ["changes", "What changes"] as const;

const links = [
  ["unexpected", "Not expected"],
  ["over-time", "Reads over time"],
  ["told", "Mails a day"],
  ["secrets", "Readers by secret"],
  ["accounts", "Accounts"],
  ["detections", "Detections"],
  ["silent", "Silent"],
  ["input", "What was read"],
] as const;

function periodOf({ days }: History): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "without an event";
  return first === last ? first : `${first} to ${last}`;
}

function figures({ seen, reads, told }: History): PageText {
  const sum = (isCounted: (read: History["reads"][number]) => boolean) =>
    sumOf(reads.filter(isCounted).map(({ count }) => count));
  const rows: readonly (readonly [string, number])[] = [
    ["events", seen.events],
    ["reads", sum(() => true)],
    ["not expected", sum(({ verdict }) => verdict !== "expected")],
    ["messages", sumOf(told.daily.map(({ count }) => count))],
  ];
  return inPage`<dl class="figures">${joinedPage(
    rows.map(([name, value]) => inPage`<div><dt>${name}</dt><dd>${number(value)}</dd></div>`),
    "",
  )}</dl>`;
}

/** Whoever reads a report has to know that it is not of everything. */
function note({ seen }: History): PageText {
  const problems = sumOf(seen.problems.map(({ count }) => count));
  if (seen.isWhole && problems === 0) return inPage``;
  const what = seen.isWhole ? counted(problems, "thing") : "Not all was read that was asked for";
  const said = seen.isWhole ? `${what} could not be read` : what;
  return inPage`<p class="note"><strong>${said}</strong>, so that something may be missing here. <a href="#input">What was read</a></p>
`;
}
