import fc from "fast-check";

import { selected, type Wanted } from "../../deploy/selection";
import { loadOrganization } from "../../config/load-organization";
import { deploymentsOf } from "../../stacks/deployments";
import { edited } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";
import path from "node:path";

const all = deploymentsOf(
  loadOrganization(
    path.join(temporaryDirectory({ "organization.yaml": edited(() => undefined) }), "organization.yaml"),
  ),
);
const byHand = {
  stack: "pipeline",
  account: { id: "222222222222", name: "security" },
  wave: "9-by-hand",
  dependsOn: [],
} as const;
const wanted = (more: Partial<Wanted> = {}) =>
  selected([...all, byHand], { names: [], waves: [], accounts: [], ...more });
const names = (more?: Partial<Wanted>) => wanted(more).stacks.map(({ stack }) => stack);
const said = (more: Partial<Wanted>) => wanted(more).problems.map((each) => each.toString());
const members = all.filter(({ member }) => member !== undefined);

test("without words all are meant but what a person applies, which has to be named", () => {
  expect(names()).toEqual(all.map(({ stack }) => stack));
  expect(names({ names: ["*"] })).toEqual(all.map(({ stack }) => stack));
  expect(names({ names: ["pipeline"] })).toEqual(["pipeline"]);
});

test("names, patterns, waves and accounts narrow each other, and the order stays", () => {
  const [first] = members;

  expect(names({ names: ["member-*", "security"] })).toEqual(["security", ...members.map(({ stack }) => stack)]);
  expect(names({ accounts: [first!.account.id] })).toEqual([first!.stack]);
  expect(names({ accounts: [first!.account.name], names: ["member-*"], waves: [first!.wave] })).toEqual([first!.stack]);
});

test("each word that fits nothing is a problem of its own, with a remedy", () => {
  expect(said({ names: ["securty", "security"], waves: ["0-securty"], accounts: ["999999999999"] })).toEqual([
    'There is no stack "securty". Did you mean "security"?',
    'There is no wave "0-securty". Did you mean "0-security"?',
    expect.stringMatching(/^There is no account "999999999999"\. /),
  ]);
  expect(said({ names: ["security"], waves: ["2-management"] })).toEqual(["No stack is all of what was asked for."]);
});

test("a pattern is nothing but stars and letters", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (word) => {
      const found = names({ names: [word] });

      const plain = all.map(({ stack }) => stack as string).filter((stack) => stack === word);
      if (!word.includes("*") && word !== "pipeline") expect(found).toEqual(plain);
    }),
  );
});

test("whatever a star stands for is in the name, and what is between stars stands there in order", () => {
  fc.assert(
    fc.property(fc.constantFrom(...members), fc.array(fc.nat(40), { maxLength: 6 }), ({ stack }, cuts) => {
      const places = [...new Set(cuts.map((cut) => cut % (stack.length + 1)))].sort((one, other) => one - other);
      const parts = [0, ...places].map((from, index) => stack.slice(from, [...places, stack.length][index]));

      // Every second part is what a star stands for.
      const pattern = parts.map((part, index) => (index % 2 === 0 ? part : "*")).join("");

      expect(names({ names: [pattern] })).toContain(stack);
      expect(names({ names: [`${pattern}~`] })).toEqual([]);
    }),
  );
});

test.each(["#(".repeat(50_000), `${"*a".repeat(50_000)}b`, "\u200f*("])(
  "a pattern of any length and letters is one that no stack has",
  (pattern) => {
    expect(said({ names: [pattern] })).toHaveLength(1);
  },
);
