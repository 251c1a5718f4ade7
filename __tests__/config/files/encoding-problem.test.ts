import { writeFileSync } from "node:fs";
import path from "node:path";

import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsAt } from "../checks/problems-of";

function problemsOf(content: Buffer, included?: Buffer): readonly string[] {
  const directory = temporaryDirectory();
  writeFileSync(path.join(directory, "organization.yaml"), content);
  if (included !== undefined) writeFileSync(path.join(directory, "a.yaml"), included);
  return problemsAt(path.join(directory, "organization.yaml"));
}

const utf16 = Buffer.from(`\uFEFF${correct}`, "utf16le");

test.each([
  ["with a byte order mark, as PowerShell writes it", utf16],
  ["the other way round", Buffer.from(utf16).swap16()],
  ["without a mark", utf16.subarray(2)],
])("a file in UTF-16 is named as that: %s", (_, content) => {
  expect(problemsOf(content)).toEqual([
    "organization.yaml:1:1  the file is in UTF-16; a configuration is in UTF-8. » Save it as UTF-8.",
  ]);
});

test("a file in Latin-1 is named as that, where its first letter stands that UTF-8 writes otherwise", () => {
  const content = Buffer.from(broken("name: payments", "name: payments # für Zürich"), "latin1");

  expect(problemsOf(content)).toEqual([
    'organization.yaml:10:23  the file is not in UTF-8: Windows-1252 or Latin-1, it seems, in which this is "für". » Save it as UTF-8.',
  ]);
});

test("an included file, too", () => {
  const members = Buffer.from(`# Zürich\nmembers: []\n`, "latin1");

  expect(problemsOf(Buffer.from(`${correct}include: [a.yaml]\n`), members)).toEqual([
    expect.stringMatching(/^a\.yaml:1:4 {2}the file is not in UTF-8: .* "Zürich"\./),
  ]);
});

test("UTF-8 with a byte order mark, and with letters of any language, is read", () => {
  const content = broken(
    "owner: payments@secretwatch.dev",
    "tags: { team: Zürich 支払い }\n    owner: payments@secretwatch.dev",
  );

  expect(problemsOf(Buffer.from(`\uFEFF${content}`))).toEqual([]);
});
