import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import jsonata from "jsonata";

import { chat, event, Kept, mail, postOf, type Speech, subjectOf } from "../../../messages/states/forms";
import { mailOf, postedOf } from "../../../messages/states/sending";
import { hostileCharacters } from "../../../text/hostile-characters";

const evaluated = (expression: string, x: unknown) => jsonata(expression).evaluate(undefined, { x }) as Promise<string>;

/** A text from outside as a form has it. */
const brought = <F extends string>(to: Speech<F>, text: unknown) => evaluated(to.using([], to.outside("$x")), text);

/** What names of secrets, roles, sessions and accounts may have in AWS. */
const name = fc
  .stringMatching(/^[abzAZ019/_+=.@:,-]{1,30}$/)
  .filter((text) => !/:\/\/|www\.|ftp\.|(^|[^a-z0-9])@/i.test(text));

test("a name as AWS takes it is the same in every form", async () => {
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      expect(await brought(mail, text)).toBe(text);
      expect(await brought(event, text)).toBe(text);
      expect(await brought(chat, text)).toBe(`\`${text}\``);
    }),
  );
});

test.each([
  ["https://evil.example/a", "https[:]//evil.example/a"],
  ["[Approve](HTTPS://evil.example)", "[Approve] (HTTPS[:]//evil.example)"],
  ["see www.evil.example", "see www[.]evil.example"],
  ["mailto:boss@evil.example", "mailto[:]boss@evil.example"],
  ["\\\\evil\\share", "\\evil\\share"],
  ["\u202egnp.exe \u{e0041}", "?gnp.exe ?"],
  ["\u0430dmin", "?dmin"],
  ["", ""],
])("%j is %j in a mail", async (text, shown) => {
  expect(await brought(mail, text)).toBe(shown);
});

test.each([
  ["[Approve](https://evil.example) @here", "`[Approve] (https[:]//evil.example) (at)here`"],
  ["`<!here>` @@channel", "`'(!here)' (at)channel`"],
  ["jane@acorn.example", "`jane@acorn.example`"],
  ["*bold*\n# Title", "`*bold*?# Title`"],
  ["", "` `"],
])("%j is %j in a chat", async (text, shown) => {
  expect(await brought(chat, text)).toBe(shown);
});

/** In every form. */
const inEach = (text: unknown) => Promise.all([brought(mail, text), brought(chat, text), brought(event, text)]);

test("what is not there is not there in any form, and neither is its line", async () => {
  expect(await inEach(undefined)).toEqual([undefined, undefined, undefined]);
  expect(await evaluated(mail.using([], mail.line("Secret", mail.outside("$x"))), undefined)).toBeUndefined();
});

test("no character that hides or acts is left in any form", async () => {
  const all = hostileCharacters.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  );

  expect(all.length).toBeGreaterThan(4000);
  for (const text of await inEach(`a${all.join("b")}c`)) expect(text).toMatch(/^`?a[?b]+c`?$/);
});

test.each(["www.evil.example", "look at FTP.evil.example", "```www.evil.example"])(
  "%s is no address wherever it is cut, with the dots behind it",
  async (text) => {
    for (const most of Array.from({ length: text.length }, (_, index) => index + 5)) {
      const cut = await evaluated(mail.using([], mail.cut(mail.outside("$x"), most)), text);

      expect(cut).not.toMatch(/\b(?:www|ftp)\./i);
      expect(cut.length).toBeLessThanOrEqual(most);
    }
  },
);

test("a post that is cut anywhere is code to the end, and as long as it may be", async () => {
  const lines = chat.each("$x", "$each", chat.say`Secret: ${chat.outside("$each")}, read`, "\n");
  const cutTo = (most: number) => evaluated(chat.using([], chat.cut(lines, most)), ["a", "`b", "@here", "prod/db"]);
  const whole = await cutTo(1000);

  expect(await cutTo(whole.length)).toBe(whole);
  for (let most = 5; most < whole.length; most++) {
    const cut = await cutTo(most);
    expect(cut).toMatch(/\.\.\.`?$/);
    expect([most, most - 1]).toContain(cut.length);
    expect(cut.split("`").length % 2).toBe(1);
  }
});

test("a text that was not brought into a form does not compile where one is asked for", () => {
  const raw = "$facts.secret.text";
  const said = mail.outside(raw);
  const refused = [
    // @ts-expect-error JSONata of whatever somebody wrote
    mail.say`Secret: ${raw}`,
    // @ts-expect-error put together by hand
    mail.say`${`"Secret: " & ${said}`}`,
    // @ts-expect-error the form of mails has marks in it that a chat would show
    chat.say`Secret: ${said}`,
    // @ts-expect-error and marks of a chat mean nothing in a mail
    mail.joined([chat.outside(raw)], "\n"),
    // @ts-expect-error as it is, in a title
    postOf({ title: raw, description: chat.outside(raw), most: 9 }),
    // @ts-expect-error a member of something that nobody worded
    new Kept<"mail">("text").of("$facts.secret"),
    // @ts-expect-error as it is, to people
    mailOf(raw, said),
    // @ts-expect-error no subject yet
    mailOf(said, said),
    // @ts-expect-error what programs get
    mailOf(subjectOf(said), event.outside(raw)),
    // @ts-expect-error as it is, to a chat
    postedOf(`{ "content": { "title": ${raw} } }`),
  ];

  // The compiler is who refuses.
  expect(refused).toHaveLength(10);
  expect(mailOf(subjectOf(said), mail.say`Secret: ${said}`)).toHaveProperty("Subject");
});

test("nothing is sent, and nothing is said to be in a form, but by the two files that look after it", () => {
  const root = join(__dirname, "../../../messages");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const having = (text: RegExp) => files.filter((file) => text.test(readFileSync(join(root, file), "utf8")));

  expect(files.length).toBeGreaterThan(40);
  expect(having(/sns:publish/)).toEqual(["states/sending.ts"]);
  expect(having(/\bas (unknown as )?Said\b/)).toEqual(["states/forms.ts"]);
  expect(having(/\bas (unknown as )?Content\b/)).toEqual(["states/sending.ts"]);
});
