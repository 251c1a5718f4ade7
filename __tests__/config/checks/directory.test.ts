import { composerDefinition } from "../../../messages/reads/composer";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { MOST_DIRECTORY_CHARACTERS } from "../../../config/checks/directory";
import { MOST_SILENCE_CHARACTERS } from "../../../config/checks/silence";
import { correct, problemsOf } from "./problems-of";
import { definitionBytes, MAX_DEFINITION_BYTES } from "../../support/definition-size";

const name = (index: number) => `account-with-a-rather-long-name-${String(index).padStart(6, "0")}`;
const id = (index: number) => `${index % 10}${String(80000000000 + index)}`;
const owner = (index: number) => `the-people-of-team-${index % 150}@secretwatch.dev`;

test("more names than messages can know are refused", () => {
  const members = Array.from(
    { length: 9000 },
    (_, index) =>
      `  - { name: ${name(index)}, id: "${id(index)}", organizationalUnit: workloads, owner: ${owner(index)} }\n`,
  ).join("");

  expect(problemsOf(correct + members)).toEqual([
    expect.stringMatching(
      /^organization\.yaml:9:1 {2}members: names and owners of 9003 accounts have \d+ characters; messages can know 900000\. » Leave out accounts without secrets/,
    ),
  ]);
});

test("as many as are accepted fit the definition", () => {
  const line = 30 + name(0).length + owner(100).length;
  const accounts = Array.from({ length: Math.floor(MOST_DIRECTORY_CHARACTERS / line) }, (_, index) => ({
    id: id(index),
    name: name(index),
    owner: owner(100),
    mode: "notify" as const,
  }));

  const names = Array.from(
    { length: MOST_SILENCE_CHARACTERS / 40 },
    (_, index) => `secret-${String(index).padStart(3, "0")}`,
  );
  const plannedWork = [{ ...exampleFacts.plannedWork[0]!, secrets: { names, paths: [] } }];

  expect(definitionBytes(composerDefinition({ ...exampleFacts, accounts, plannedWork }))).toBeLessThan(
    MAX_DEFINITION_BYTES,
  );
});
