import { alarmLink, insightsLink } from "../../../messages/wording/links";

const console = { homeRegion: "eu-west-1", consoleDomain: "console.aws.amazon.com" };

/** What the console reads of a link to Logs Insights: its own notation, encoded twice. */
function queryOf(link: string): string {
  return decodeURIComponent(decodeURIComponent(link.split("$3FqueryDetail$3D")[1]!.replaceAll("$25", "%")));
}

test("a link to the journal looks at one log group, three hours back from now", () => {
  const link = insightsLink(console, "/aws/events/journal");

  expect(link).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=eu-west-1#logsV2:/);
  expect(queryOf(link)).toBe(
    "~(end~0~start~-10800~timeType~'RELATIVE~unit~'seconds~source~(~'*2faws*2fevents*2fjournal))",
  );
});

test("a mail program sees a link as one word", () => {
  for (const link of [insightsLink(console, "/a/b"), alarmLink(console, "secretwatch-root-used")]) {
    expect(link).toMatch(/^[\w.:/?=#$-]+$/);
  }
});
