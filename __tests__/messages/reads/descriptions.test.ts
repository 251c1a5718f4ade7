import fc from "fast-check";

import { composerDefinition } from "../../../messages/reads/composer";
import { type DescribedSecret, knownDescriptions, MOST_DESCRIPTION_BYTES } from "../../../messages/reads/descriptions";
import { knownOf } from "../../../messages/reads/known-of";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { definitionBytes } from "../../support/definition-size";
import { edited, organizationFrom } from "../../support/edited-organization";
import { runComposer } from "../../support/run-composer";

const ROOM = 900_000;

/** What a mail says that a secret of an account opens. */
async function opens(described: readonly DescribedSecret[], secretId: string, account = "333333333333") {
  const record = exampleRecord(1, {
    recipientAccountId: account,
    userIdentity: roleSession("x", "x"),
    requestParameters: { secretId },
  });
  const facts = { ...exampleFacts, secretDescriptions: knownDescriptions(described, ROOM) };
  const input = readInput({ what: "", detection: "unexpected-secret-read", record });
  const { publications } = await runComposer(facts, input);
  const { Message } = publications.find(({ Subject }) => Subject !== undefined)!;
  const read = JSON.parse(publications.find(({ Subject }) => Subject === undefined)!.Message) as { opens?: string };
  return { mail: /^What it opens: (.*)$/m.exec(Message)?.[1], event: read.opens };
}

const said = (secretName: string, description?: string, accountId = "333333333333") => ({
  accountId,
  secretName,
  description,
});

test("a mail and its event say what a secret opens, by its name or by the longest path that it is below", async () => {
  const described = [
    said("prod/*", "All of production"),
    said("prod/db/*", "Databases"),
    said("prod/db/ledger", "The ledger"),
    said("prod/plain"),
  ];

  const texts = [];
  for (const id of ["prod/db/ledger", "prod/db/other", "prod/other", "dev/db"]) texts.push(await opens(described, id));

  expect(texts.map(({ mail }) => mail)).toEqual(["The ledger", "Databases", "All of production", undefined]);
  expect(texts.map(({ event }) => event)).toEqual(texts.map(({ mail }) => mail));
});

test("what accounts say differently is each account's, and what all say alike is there once", async () => {
  const [one, other] = ["333333333333", "555555555555"];
  const described = [
    said("db", "Here", one),
    said("db", "There", other),
    said("bait", "Nothing", one),
    said("bait", "Nothing", other),
    said("half", "Of one alone", one),
    said("half", undefined, other),
  ];

  expect(knownDescriptions(described, ROOM)).toHaveLength(4);
  expect((await opens(described, "db", one)).mail).toBe("Here");
  expect((await opens(described, "db", other)).mail).toBe("There");
  expect((await opens(described, "bait", other)).mail).toBe("Nothing");
  expect((await opens(described, "half", one)).mail).toBe("Of one alone");
  expect((await opens(described, "half", other)).mail).toBeUndefined();
});

test("whatever people write comes as data, on one line of bearable length", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), async (description) => {
      const { mail, event } = await opens([said("db", description)], "db");

      const line = description.trim().replaceAll(/\s+/g, " ");
      if (line === "") expect(event).toBeUndefined();
      else if (Array.from(line).length <= 200) expect(event).toBe(line);
      else expect(Array.from(event!)).toHaveLength(200);
      expect(mail === undefined).toBe(line === "");
    }),
    { numRuns: 40 },
  );
});

test("a link in it is none in a mail", async () => {
  expect((await opens([said("db", "see https://evil.example/x")], "db")).mail).not.toContain("https://evil");
});

test("as many are known as fit the definition", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: ROOM }), (count, room) => {
      const described = Array.from({ length: count }, (_, index) => said(`secret-${String(index)}`, '"\\ä'.repeat(60)));
      const without = definitionBytes(composerDefinition({ ...exampleFacts, secretDescriptions: [] }));

      const known = knownDescriptions(described, room);

      const grown = definitionBytes(composerDefinition({ ...exampleFacts, secretDescriptions: known })) - without;
      // What looks them up, and JSON within JSON.
      expect(grown).toBeLessThan(3000 + 2 * Math.min(room, MOST_DESCRIPTION_BYTES));
      if (count > 0 && room > 1000) expect(known.length).toBeGreaterThan(0);
    }),
    { numRuns: 20 },
  );
});

test("secrets, watched secrets and parameters are described as messages call them", () => {
  const organization = organizationFrom(
    edited((it) => {
      Object.assign(it.members[0]!, {
        secrets: [{ name: "own", description: "Own" }],
        watchedSecrets: [{ name: "elsewhere/*", description: "Elsewhere" }],
        watchedParameters: [{ name: "/prod/db", description: "Parameter" }],
      });
    }),
  );

  const names = knownOf(organization).secretDescriptions.map(({ secretName, description }) => [
    secretName,
    description,
  ]);

  expect(names).toEqual(
    expect.arrayContaining([
      ["own", "Own"],
      ["elsewhere/*", "Elsewhere"],
      ["parameter /prod/db", "Parameter"],
    ]),
  );
});
