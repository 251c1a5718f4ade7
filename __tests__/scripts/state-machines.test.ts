import { composerDefinition } from "../../messages/reads/composer";
import { digestDefinition } from "../../messages/reads/digest";
import { exampleFacts } from "../../scripts/messages/example-facts";
import { stateMachineFindings } from "../../scripts/requests/state-machines";

const composer = composerDefinition(exampleFacts);
const digest = digestDefinition(exampleFacts);
const said = (definition: string) => stateMachineFindings("here", definition).map(({ what }) => what);

test.each([
  ["composer", composer],
  ["digest", digest],
])("there is nothing to say of the %s", (_, definition) => {
  expect(definition.length).toBeGreaterThan(10_000);
  expect(said(definition)).toEqual([]);
});

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
