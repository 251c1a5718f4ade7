import fc from "fast-check";

import { exampleFacts } from "../../scripts/messages/example-facts";
import { definitions, hostileKinds } from "../support/messages-of-hostile-events";
import type { Publication, Run } from "../support/run-composer";
import { securityStackOf } from "../support/security-stack";
import { exampleOrganization, resourcesOf } from "../support/synthesized";

interface Markdown {
  walker(): { next(): { readonly node: { readonly type: string } } | null };
}

// The package has no types.
const { Parser } = jest.requireActual<{ Parser: new () => { parse(text: string): Markdown } }>("commonmark");

const reached = new Set<string>();

describe.each(hostileKinds)("$what, with hostile texts in all that somebody else writes", ({ machine, runs }) => {
  test("is told of, and nothing in it is more than a text", async () => {
    let told = 0;

    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        const { publications, path, status }: Run = await run();

        expect(status).toBe("SUCCEEDED");
        for (const state of path) reached.add(`${machine}: ${state}`);
        told += publications.length;
        expect(publications.flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(told).toBeGreaterThan(50);
  });
});

test("these are all state machines that send something", () => {
  const deployed = Object.values(resourcesOf(securityStackOf(exampleOrganization()), "aws_sfn_state_machine"));

  const sending = deployed.filter(({ definition }) => (definition as string).includes(":sns:publish"));
  expect(sending.map(({ name }) => (name as string).replace("secretwatch-", "")).sort()).toEqual(
    Object.keys(definitions).sort(),
  );
});

test("every state that sends something sent it", () => {
  const sending = Object.entries(definitions).flatMap(([machine, definition]) =>
    statesOf(JSON.parse(definition)).flatMap(([name, { Resource }]) =>
      Resource?.endsWith(":sns:publish") === true ? [`${machine}: ${name}`] : [],
    ),
  );

  expect(sending.length).toBeGreaterThan(10);
  expect(sending.filter((state) => !reached.has(state))).toEqual([]);
});

type States = Readonly<Record<string, { readonly Resource?: string }>>;

function statesOf(value: unknown): readonly (readonly [string, States[string]])[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(statesOf);
  return "States" in value ? [...Object.entries(value.States as States), ...inner] : inner;
}

/** What in a message is more than a text. */
function problemsOf({ TopicArn, Subject, Message }: Publication): readonly string[] {
  if (Subject !== undefined) return [...ofSubject(Subject), ...ofMail(Message)];
  return TopicArn.includes("-chat-") ? ofPost(JSON.parse(Message) as Post) : ofJson(JSON.parse(Message) as Json);
}

const ofSubject = (subject: string) => (/^[ -~]{1,99}$/.test(subject) ? [] : [`subject: ${subject}`]);

/** Links of ours stand alone on their line. */
const OWN_LINK = /^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[A-Za-z0-9/?=&#$%:.*-]+$/;

/** What mail programs make links of. */
const LINK = /[a-z0-9]:[/\\]{2}|\\\\|\b(?:www|ftp)\.|\b(?:mailto|tel|sips?):/i;

function ofMail(text: string): readonly string[] {
  const lines = text.split("\n");
  return [
    ...lines.filter((line) => !/^[ -~]*$/.test(line)),
    ...lines.filter((line) => LINK.test(line) && !OWN_LINK.test(line)),
    ...(text.includes("1. Nothing") && lines.includes("1. Nothing") ? ["a step of somebody else's"] : []),
  ].map((line) => `mail: ${line}`);
}

interface Post {
  readonly content: { readonly title: string; readonly description: string; readonly nextSteps?: readonly string[] };
  readonly metadata?: { readonly threadId: string; readonly summary: string };
}

const steps = exampleFacts.detections.flatMap(({ nextSteps }) => nextSteps);

function ofPost({ content, metadata }: Post): readonly string[] {
  const { title, description, nextSteps = [] } = content;
  const { threadId = "", summary = "" } = metadata ?? {};
  const tooLong = title.length > 250 || summary.length > 250 || description.length > 8000;
  return [
    ...[title, threadId, summary].flatMap(ofLine),
    ...description.split("\n").flatMap((line) => ofLine(line.replace(/^Event: /, ""))),
    ...ofMarkdown(title),
    ...ofMarkdown(description),
    ...nextSteps.filter((step) => !steps.includes(step)),
    ...(tooLong ? ["longer than a chat takes"] : []),
  ].map((problem) => `chat: ${problem}`);
}

/** In a line of a post, outside of code there are our words only, and in code there is nothing that ends it or mentions anybody. */
function ofLine(line: string): readonly string[] {
  if (OWN_LINK.test(line)) return [];
  const parts = line.split("`");
  const words = parts.filter((_, index) => index % 2 === 0);
  const code = parts.filter((_, index) => index % 2 === 1);
  const isTame =
    parts.length % 2 === 1 &&
    words.every((each) => /^[A-Za-z0-9 ,.:()[\]]*$/.test(each) && !each.includes("](")) &&
    code.every((each) => /^[ -~]+$/.test(each) && !/[<>]|(?:^|[^A-Za-z0-9])@/.test(each) && !LINK.test(each));
  return isTame ? [] : [line];
}

const PLAIN_NODES = ["document", "paragraph", "text", "softbreak", "code"];

function ofMarkdown(text: string): readonly string[] {
  const walker = new Parser().parse(text).walker();
  const found: string[] = [];
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const { type } = step.node;
    if (!PLAIN_NODES.includes(type)) found.push(`${type} in ${text}`);
  }
  return found;
}

interface Json {
  readonly text?: string;
  readonly record: unknown;
  readonly query?: string;
}

/** Programs get texts as they are written, on one line and without what hides; the record is as it came. */
function ofJson({ text, query = "", ...others }: Json): readonly string[] {
  return [
    ...(text === undefined ? [] : ofMail(text)),
    ...[...textsIn({ ...others, record: undefined }), ...query.split("\n")].filter((each) => !/^[ -~]*$/.test(each)),
  ].map((each) => `JSON: ${each}`);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
