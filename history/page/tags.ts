import type { Severity } from "../../detections/detection";
import { inPage, type PageText } from "../../text/page";
import type { ReadsOf, ReadVerdict } from "../history";
import { verdictWords } from "../words";

const tags: Readonly<Record<Severity, PageText>> = {
  critical: inPage`<span class="tag critical">critical</span>`,
  high: inPage`<span class="tag high">high</span>`,
  medium: inPage`<span class="tag medium">medium</span>`,
  low: inPage`<span class="tag low">low</span>`,
  info: inPage`<span class="tag info">info</span>`,
};

/** @param severity @default - of what nobody would have been told */
export function severityTag(severity: Severity | undefined): PageText {
  return severity === undefined ? inPage`<span class="tag none">silent</span>` : tags[severity];
}

export function verdictTag(verdict: ReadVerdict): PageText {
  return inPage`${verdictWords[verdict].title}`;
}

/** The account's name, and its number where it has one. */
export function accountSaid({ accountName, accountId }: Pick<ReadsOf, "accountName" | "accountId">): string {
  return accountName ?? accountId;
}
