import type { CloudTrailRecord } from "../../../detections/detection";
import { composerDefinition } from "../../../messages/reads/composer";
import { digestDefinition } from "../../../messages/reads/digest";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { everythingNew, type Publication, runComposer, runDefinition } from "../../support/run-composer";

const detection = "unexpected-secret-read";
const input = (secretId: string, more: CloudTrailRecord = {}) => {
  const userIdentity = roleSession("developer", "jane");
  return readInput({
    what: "",
    detection,
    record: exampleRecord(1, { userIdentity, requestParameters: { secretId }, ...more }),
  });
};

const sentTo = (name: string, publications: readonly Publication[]) =>
  publications.find(({ TopicArn }) => TopicArn.endsWith(`:secretwatch-${name}`))!;

interface EventMessage {
  readonly title: string;
  readonly from: { readonly userAgent: string };
}

interface ChatMessage {
  readonly content: { readonly title: string; readonly description: string };
}

const event = (publications: readonly Publication[]) =>
  JSON.parse(sentTo("events-alerts", publications).Message) as EventMessage;
const chat = (publications: readonly Publication[]) =>
  (JSON.parse(sentTo("chat-alerts", publications).Message) as ChatMessage).content;

/** Whatever is around a secret's name in a text that is not cut. */
async function around(text: (publications: readonly Publication[]) => string): Promise<number> {
  const { publications } = await runComposer(exampleFacts, input("x"));
  return text(publications).length - 1;
}

test("a text of the caller's has 400 characters; of a longer one, there are 397 and dots", async () => {
  const whole = await runComposer(exampleFacts, input("a", { userAgent: "u".repeat(400) }));
  const cut = await runComposer(exampleFacts, input("a", { userAgent: "u".repeat(401) }));

  expect(event(whole.publications).from.userAgent).toBe("u".repeat(400));
  expect(event(cut.publications).from.userAgent).toBe(`${"u".repeat(397)}...`);
});

test.each([
  ["subject of a mail", 99, (publications: readonly Publication[]) => sentTo("alerts", publications).Subject!, ""],
  ["title in a chat", 250, (publications: readonly Publication[]) => chat(publications).title, "`"],
])("a %s has %d characters; a longer one ends in dots", async (_, most, text, mark) => {
  const room = most - (await around(text));

  const whole = await runComposer(exampleFacts, input("s".repeat(room)));
  const cut = await runComposer(exampleFacts, input("s".repeat(room + 1)));

  expect(text(whole.publications)).toHaveLength(most);
  expect(text(whole.publications).endsWith(` was read by ${mark}role/developer${mark}`)).toBe(true);
  // What is code ends as code, too.
  expect(text(cut.publications)).toHaveLength(most);
  expect(text(cut.publications).endsWith(` was read by ${mark}role/devel...${mark}`)).toBe(true);
});

test("a chat gets 8,000 characters of what is known; of more, 7,997 and dots", async () => {
  const batch = (length: number) => {
    // So many names, each as long as a text may be, and a last one that fills up.
    const secretIdList = [...Array<string>(18).fill("n".repeat(400)), "l".repeat(length)];
    return input("", { eventName: "BatchGetSecretValue", requestParameters: { secretIdList } });
  };
  const { publications } = await runComposer(exampleFacts, batch(1));
  const room = 8000 - chat(publications).description.length + 1;

  const whole = chat((await runComposer(exampleFacts, batch(room))).publications).description;
  const cut = chat((await runComposer(exampleFacts, batch(room + 1))).publications).description;

  expect(room).toBeLessThan(400);
  expect(whole).toHaveLength(8000);
  expect(whole).not.toMatch(/\.\.\.$/);
  expect(cut).toHaveLength(8000);
  expect(cut).toMatch(/\.\.\.$/);
});

test("what can't be put into words has 8,000 characters of a chat at most", async () => {
  const broken = composerDefinition(exampleFacts).replace(
    /"headline":"\{%/,
    '"headline":"{% $error(\\"no words\\") & ',
  );
  const descriptionOf = async (length: number) => {
    const event = { ...input("x"), detection: "d".repeat(length) };
    const { publications } = await runDefinition(broken, event, { call: everythingNew });
    return chat(publications).description;
  };
  const room = 8000 - (await descriptionOf(1)).length + 1;

  expect(await descriptionOf(room)).toMatch(/`payments-prod`$/);
  expect(await descriptionOf(room)).toHaveLength(8000);
  expect(await descriptionOf(room + 1)).toMatch(/`payments-\.\.\.`$/);
  expect(await descriptionOf(room + 1)).toHaveLength(8000);
});

test("150 characters of a name are remembered; of a longer one, 147 and dots", async () => {
  const rememberedOf = async (secretId: string) => {
    const texts: string[] = [];
    await runComposer(exampleFacts, input(secretId), {
      call: (api, request) => {
        const { ExpressionAttributeValues: values } = request as {
          readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
        };
        if (values?.[":secret"] !== undefined) texts.push(values[":secret"].S!);
        return everythingNew(api, request);
      },
    });
    return texts;
  };

  expect(await rememberedOf("s".repeat(150))).toEqual(["s".repeat(150)]);
  expect(await rememberedOf("s".repeat(151))).toEqual([`${"s".repeat(147)}...`]);
});

describe("a digest", () => {
  const account = "333333333333";
  const keyOf = (listed: string) => ({ pk: { S: "held" }, sk: { S: listed } });

  /** Two pages of accounts with a read each, whose secrets' names are so long. */
  async function digestOf(...lengths: readonly [number, number]): Promise<readonly Publication[]> {
    let page = 0;
    const read = (length: number) => ({
      hits: { N: "1" },
      severity: { S: "high" },
      reader: { S: "somebody" },
      result: { S: "read" },
      secret: { S: "s".repeat(length) },
      last: { S: "2026-03-01T03:14:01Z" },
      first: { S: "2026-03-01T03:14:01Z" },
    });
    const { publications } = await runDefinition(
      digestDefinition({ ...exampleFacts, owners: undefined }),
      {},
      {
        call: (api, request) => {
          if (api !== "aws-sdk:dynamodb:query") return {};
          const { KeyConditionExpression } = request as { readonly KeyConditionExpression: string };
          if (!KeyConditionExpression.startsWith("pk = :held")) return { Items: [read(lengths[page - 1]!)] };
          page++;
          const listed = `100${page}#${account}`;
          return { Items: [keyOf(listed)], ...(page < 2 && { LastEvaluatedKey: keyOf(listed) }) };
        },
      },
    );
    return publications;
  }

  const line = "[high] somebody read : once, 2026-03-01 03:14:01 UTC".length;
  const mails = (publications: readonly Publication[]) =>
    publications.filter(({ TopicArn }) => TopicArn.endsWith(":secretwatch-alerts"));

  test("is one mail while its lines have 60,000 characters, and a mail more once they have more", async () => {
    expect(mails(await digestOf(60_000 - line, 1))).toHaveLength(1);
    expect(mails(await digestOf(60_001 - line, 1))).toHaveLength(2);
  });

  test("has 6,000 characters in a chat at most", async () => {
    // Each line has the name of the account before it, both are code, and the second one has a line break.
    const more = 2 * "`payments-prod`: ``".length + 1;
    const room = 6000 - 2 * line - more - 1;
    const postOf = async (length: number) => chat(await digestOf(length, 1)).description;

    expect(await postOf(room)).toHaveLength(6000);
    expect(await postOf(room)).toMatch(/ UTC`$/);
    expect(await postOf(room + 1)).toHaveLength(6000);
    expect(await postOf(room + 1)).toMatch(/ 03:14:01\.\.\.`$/);
  });
});
