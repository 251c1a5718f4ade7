import { composerDefinition } from "../../messages/reads/composer";
import { digestDefinition } from "../../messages/reads/digest";
import { exampleFacts } from "../../scripts/messages/example-facts";
import { stateMachineFindings, unusedVariables } from "../../scripts/requests/state-machines";
import { exampleOrganization, resourcesOf } from "../support/synthesized";
import { securityStackOf } from "../support/security-stack";

const composer = composerDefinition(exampleFacts);
const digest = digestDefinition(exampleFacts);
const said = (definition: string) => stateMachineFindings("here", definition).map(({ what }) => what);

/** As the example's security stack has them. */
const definitions = Object.values(resourcesOf(securityStackOf(exampleOrganization()), "aws_sfn_state_machine")).map(
  (each) => [each.name as string, each.definition as string] as const,
);

test("the example has all state machines", () => {
  expect(definitions.map(([name]) => name).sort()).toEqual([
    "secretwatch-alarm-composer",
    "secretwatch-alarm-digest",
    "secretwatch-digest",
    "secretwatch-message-composer",
    "secretwatch-mute",
    "secretwatch-roll-call",
  ]);
});

describe.each(definitions)("%s", (_, definition) => {
  test("every variable that is used is assigned before, and nothing else is to be said", () => {
    expect(definition.length).toBeGreaterThan(5000);
    expect(said(definition)).toEqual([]);
  });

  test("no variable is assigned that nobody uses", () => {
    expect(unusedVariables(definition)).toEqual([]);
  });

  test("every variable that is not assigned any more is missed", () => {
    const names = [...assignedIn(definition)].sort();
    const spoilt = renamed(definition);
    const missed = said(spoilt);

    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !missed.includes(`an expression: $${name} is not assigned`))).toEqual([]);
    expect(unusedVariables(spoilt)).toEqual(names.map((name) => `${name}2`));
  });
});

test("a variable that only counts on is one that nobody uses", () => {
  const counting = {
    StartAt: "Count",
    States: { Count: { Type: "Pass", Assign: { times: "{% $times + 1 %}" }, End: true } },
  };

  expect(unusedVariables(JSON.stringify(counting))).toEqual(["times"]);
});

/** Names of all variables that states assign. */
function assignedIn(definition: string): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.parse(definition, (key, value: unknown) => {
    if (key === "Assign") for (const name of Object.keys(value as object)) names.add(name);
    return value;
  });
  return names;
}

/** The definition with other names for all variables where they are assigned, and the old ones where they are used. */
function renamed(definition: string): string {
  return JSON.stringify(
    JSON.parse(definition, (key, value: unknown) =>
      key === "Assign"
        ? Object.fromEntries(Object.entries(value as object).map(([name, each]) => [`${name}2`, each as unknown]))
        : value,
    ),
  );
}

test.each([
  [
    "a variable that nobody assigns",
    composer.replace("$attempts < 3", "$tries < 3"),
    "an expression: $tries is not assigned",
  ],
  [
    "a variable that neither a task nor a rule of a choice assigns any more",
    digest.replace('"size":25', '"sizes":25').replace('"size":"{%', '"sizes":"{%'),
    "an expression: $size is not assigned",
  ],
  [
    "a variable that a wait does not have",
    composer.replace("$fromMillis($turn)", "$fromMillis($place2)"),
    "an expression: $place2 is not assigned",
  ],
  [
    "a result where there is none",
    composer.replace("$fromMillis($turn)", "$states.result.turn"),
    "an expression: there is no $states.result here",
  ],
  [
    "an expression that can't be read",
    digest.replace("$count($listed) <", "$count($listed <"),
    "an expression: JSONata can't read it",
  ],
  [
    "a wait for nothing",
    digest.replace('"Type":"Wait","Seconds":2', '"Type":"Wait"'),
    "a definition is not in Amazon States Language",
  ],
])("%s is found", (_, spoilt, finding) => {
  expect(spoilt).not.toBe(composer);
  expect(spoilt).not.toBe(digest);
  expect(said(spoilt).join("\n")).toContain(finding);
});
