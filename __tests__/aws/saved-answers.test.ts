import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { AnswerDirectory } from "../../aws/answer-directory";
import { printed } from "../../aws/answer-form";
import { answerPath } from "../../aws/answer-path";
import { type AwsCalls, type Place, type Refusal, RefusedCall } from "../../aws/calls";
import { KeptAnswers } from "../../aws/kept-answers";
import { SavedAnswers } from "../../aws/saved-answers";
import { temporaryDirectory } from "../support/temporary-directory";

const place = { account: "333333333333", region: "eu-west-1" };
const secrets = "secretsmanager/list-secrets/333333333333/eu-west-1.json";
const ofFiles = (files: Readonly<Record<string, string>>) => {
  const directory = new AnswerDirectory(temporaryDirectory(files));
  return new SavedAnswers((name) => directory.read(name));
};
const listed = (calls: AwsCalls, where: Place = place) => calls.call("secretsmanager:ListSecrets", {}, where);
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof RefusedCall)) throw error;
      return error.refusal;
    },
  );

test.each([
  ["a text, as version 2 of the CLI prints it", "2026-03-01T12:30:00.250000+01:00"],
  ["seconds, as version 1 does", 1772364600.25],
])("a date that is %s is a date", async (_, CreatedDate) => {
  const saved = ofFiles({ [secrets]: JSON.stringify({ SecretList: [{ Name: "a", CreatedDate }], NextToken: null }) });

  const answer = await listed(saved);

  expect(answer).toEqual({ SecretList: [{ Name: "a", CreatedDate: new Date("2026-03-01T11:30:00.250Z") }] });
});

test("what is written is read as it was, whatever it was", async () => {
  const texts = fc.string({ unit: "grapheme" });
  const dates = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") });
  const secret = fc.record(
    {
      Name: texts,
      CreatedDate: dates,
      RotationEnabled: fc.boolean(),
      Tags: fc.array(fc.record({ Key: texts, Value: texts })),
    },
    { requiredKeys: [] },
  );

  await fc.assert(
    fc.asyncProperty(fc.array(secret), async (SecretList) => {
      const saved = new SavedAnswers(() => JSON.parse(printed({ SecretList })) as unknown);

      const answer = await listed(saved);

      expect(answer).toEqual({ SecretList });
    }),
  );
});

test("a policy that the CLI has taken apart is the text that AWS gives", async () => {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] };
  const saved = new SavedAnswers(() => ({ SecretList: [{ Description: policy }] }));

  const { SecretList } = await listed(saved);

  expect(JSON.parse(decodeURIComponent(SecretList![0]!.Description!))).toEqual(policy);
});

test("what PowerShell redirects is read, too", async () => {
  const text = JSON.stringify({ SecretList: [{ Name: "geheim-ä" }] });
  const directory = temporaryDirectory({ [secrets]: "" });
  writeFileSync(path.join(directory, secrets), Buffer.from(`\uFEFF${text}`, "utf16le"));
  const files = new AnswerDirectory(directory);

  const { SecretList } = await listed(new SavedAnswers((name) => files.read(name)));

  expect(SecretList).toEqual([{ Name: "geheim-ä" }]);
});

test.each([
  ["AccessDeniedException", "denied"],
  ["ResourceNotFoundException", "missing"],
  ["UnrecognizedClientException", "off"],
  ["ExpiredTokenException", "denied"],
  ["InternalServiceError", "other"],
] as const)("an error that the CLI printed, %s, is a refusal: %s", async (Code, kind) => {
  const saved = ofFiles({ [secrets]: JSON.stringify({ Error: { Code, Message: "AWS says no." } }) });

  const refusal = await refusalOf(listed(saved));

  expect(refusal).toEqual({
    kind,
    code: Code,
    message: "AWS says no.",
    operation: "secretsmanager:ListSecrets",
    place,
  });
});

test("an answer that is not there is said with where it would be", async () => {
  const refusal = await refusalOf(listed(ofFiles({})));

  expect(refusal).toMatchObject({ kind: "not-saved", message: `There is no ${secrets}.` });
});

test.each([
  ["is empty.", ""],
  ["is no JSON.", "{"],
  ["is no answer of secretsmanager:ListSecrets: the whole is no object.", "[]"],
  ["is no answer of secretsmanager:ListSecrets: the whole is no object.", "null"],
  ["is no answer of secretsmanager:ListSecrets: SecretList is no list.", '{"SecretList":{}}'],
  ["is no answer of secretsmanager:ListSecrets: SecretList[1].Name is no text.", '{"SecretList":[{},{"Name":1}]}'],
  [
    "is no answer of secretsmanager:ListSecrets: SecretList[0].CreatedDate is no date.",
    '{"SecretList":[{"CreatedDate":"x"}]}',
  ],
])("a file that %s is a problem with its path", async (what, content) => {
  const saved = ofFiles({ [secrets]: content });

  const refusal = await refusalOf(listed(saved));

  expect(refusal).toMatchObject({ kind: "other", message: `${secrets} ${what}` });
  expect([...saved.problems]).toEqual([`${secrets} ${what}`]);
});

test("all problems are told, of all files", async () => {
  const elsewhere = { account: "333333333333", region: "ap-south-1" };
  const saved = ofFiles({ [secrets]: "{", "secretsmanager/list-secrets/333333333333/ap-south-1.json": "[]" });

  await Promise.all([place, elsewhere, place].map((where) => refusalOf(listed(saved, where))));

  expect(saved.problems.size).toBe(2);
});

test("what a link leads to outside of the directory is not read, and nothing is written there", async () => {
  const outside = temporaryDirectory({ "eu-west-1.json": '{"SecretList":[]}' });
  const directory = temporaryDirectory({ "secretsmanager/list-secrets/a.json": "" });
  symlinkSync(outside, path.join(directory, "secretsmanager/list-secrets/333333333333"));
  const files = new AnswerDirectory(directory);

  const refusal = await refusalOf(listed(new SavedAnswers((name) => files.read(name))));

  expect(refusal?.message).toBe(`${secrets} is a link that leads out of the directory.`);
  expect(() => {
    files.write("secretsmanager/list-secrets/333333333333/ap-south-1.json", "{}");
  }).toThrow("leads out of the directory");
  expect(readdirSync(outside)).toEqual(["eu-west-1.json"]);
});

test("whatever a place or an input is called, its answer is in the directory", () => {
  const anything = fc.oneof(fc.constantFrom("..", ".", "../..", "/etc/passwd", "a\\..\\b", ""), fc.string());

  fc.assert(
    fc.property(anything, (ParentId) => {
      const found = answerPath("organizations:ListAccountsForParent", { ParentId }, place);

      expect(found.split("/")).toHaveLength(3);
      expect(found.split("/")).not.toContain("..");
    }),
  );
});

describe("a directory that answers are kept in", () => {
  const answered = { SecretList: [{ Name: "a", CreatedDate: new Date("2026-03-01T11:30:00Z") }] };
  const accounts = ["222222222222", "333333333333", "444444444444"];
  const regions = ["eu-west-1", "ap-south-1", "us-east-1"];
  const places = accounts.flatMap((account) => regions.map((region) => ({ account, region })));

  /** AWS, of which is known what it was asked, and what it refuses. */
  function awsOf(refuses: (where: Place) => Pick<Refusal, "kind" | "code"> | undefined = () => undefined) {
    const asked: Place[] = [];
    const calls = {
      call: (operation: "secretsmanager:ListSecrets", _: unknown, where: Place) => {
        asked.push(where);
        const refused = refuses(where);
        if (refused === undefined) return Promise.resolve(answered);
        return Promise.reject(new RefusedCall({ ...refused, message: "No.", operation, place: where }));
      },
    } as unknown as AwsCalls;
    return { asked, calls };
  }
  const keeping = (calls: AwsCalls, directory: string) => new KeptAnswers(calls, AnswerDirectory.made(directory));
  async function askAll(calls: AwsCalls): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (const where of places) found.push(await refusalOf(listed(calls, where)));
    return found;
  }

  test("is asked instead of AWS from then on, and says the same", async () => {
    const directory = path.join(temporaryDirectory(), "saved");
    const first = awsOf();
    const second = awsOf();

    const live = await listed(keeping(first.calls, directory));
    const kept = await listed(keeping(second.calls, directory));

    expect(live).toEqual(answered);
    expect(kept).toEqual(answered);
    expect(second.asked).toEqual([]);
  });

  test("is the owner's alone, and has whole files and no others", async () => {
    const directory = path.join(temporaryDirectory(), "a/saved");

    await listed(keeping(awsOf().calls, directory));

    const file = path.join(directory, secrets);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(file))).toEqual(["eu-west-1.json"]);
    expect(readFileSync(file, "utf8")).toContain('"CreatedDate": "2026-03-01T11:30:00+00:00"');
  });

  test("goes on where it was ended", async () => {
    const directory = temporaryDirectory();
    let left = 4;
    const first = awsOf(() => (left-- > 0 ? undefined : { kind: "other", code: "ECONNRESET" }));
    const second = awsOf();

    await askAll(keeping(first.calls, directory));
    await askAll(keeping(second.calls, directory));

    expect(second.asked).toEqual(places.slice(4));
  });

  test.each(["missing", "off"] as const)("keeps that something is %s", async (kind) => {
    const directory = temporaryDirectory();
    const second = awsOf();

    const live = await refusalOf(listed(keeping(awsOf(() => ({ kind, code: "Whatever" })).calls, directory)));
    const kept = await refusalOf(listed(keeping(second.calls, directory)));

    expect(kept).toEqual(live);
    expect(second.asked).toEqual([]);
  });

  test("asks again for a few of those that were denied, and for all where that has changed", async () => {
    const directory = temporaryDirectory();
    const denied = { kind: "denied", code: "AccessDeniedException" } as const;
    const still = awsOf(() => denied);
    const mendedRegion = awsOf(({ region }) => (region === "us-east-1" ? undefined : denied));
    const mendedAccount = awsOf(({ account }) => (account === "444444444444" ? undefined : denied));

    const first = await askAll(keeping(awsOf(() => denied).calls, directory));
    const again = await askAll(keeping(still.calls, directory));
    const withRegion = await askAll(keeping(mendedRegion.calls, directory));
    const withAccount = await askAll(keeping(mendedAccount.calls, directory));

    expect(again).toEqual(first);
    expect(still.asked).toHaveLength(accounts.length + regions.length - 1);
    expect(places.filter((_, index) => withRegion[index] === undefined)).toEqual(
      places.filter(({ region }) => region === "us-east-1"),
    );
    expect(places.filter((_, index) => withAccount[index] === undefined)).toEqual(
      places.filter(({ account, region }) => region === "us-east-1" || account === "444444444444"),
    );
  });

  test.each([
    { kind: "denied", code: "ExpiredTokenException" },
    { kind: "denied", code: "NoRole" },
    { kind: "other", code: "ThrottlingException" },
  ] as const)("does not keep what is of the moment: %j", async (refused) => {
    const directory = temporaryDirectory();

    await refusalOf(listed(keeping(awsOf(() => refused).calls, directory)));

    expect(existsSync(path.join(directory, secrets))).toBe(false);
  });

  test("that can't be written in is said to be so", async () => {
    const directory = temporaryDirectory({ "secretsmanager/list-secrets": "a file" });

    await expect(listed(keeping(awsOf().calls, directory))).rejects.toThrow("is below a file");
  });
});
