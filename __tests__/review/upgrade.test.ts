import path from "node:path";

import { affectedStacks } from "../../review/affected-stacks";
import { report } from "../../review/report";
import { review } from "../../review/review";
import { reviewJson } from "../../review/review-json";
import { stackJson, type StackJson } from "../../review/stack-json";
import { stacksOfUpgrade } from "../../review/upgrade";
import { deploymentsOf } from "../../stacks/deployments";
import { edited, organizationFrom, small } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const base = organizationFrom(small);
const names = deploymentsOf(base).map(({ stack }) => stack);
const ours = stackJson(base, new Set(names), path.join(temporaryDirectory(), "ours"));

/** What a Secretwatch made that makes one stack otherwise, one not at all, and one more. */
function madeOtherwise(): ReadonlyMap<string, StackJson> {
  const made = new Map(ours);
  made.set("security", { ...ours.get("security")!, resource: {} });
  made.delete("management");
  made.set("audit", { provider: { aws: [{ allowed_account_ids: ["777777777777"] }] } });
  return made;
}

test("stacks that another version makes otherwise are affected, though nobody has changed the configuration", () => {
  const { affected, removed } = affectedStacks(base, base, temporaryDirectory(), madeOtherwise());

  expect(affected.map(({ stack, reason }) => [stack, reason])).toEqual([
    ["security", "changed"],
    ["management", "new"],
  ]);
  expect(removed).toEqual([{ stack: "audit", account: { id: "777777777777", name: "" }, wave: "" }]);
});

test("what the configuration changes is affected beside it, and is not put down to the version", () => {
  const after = organizationFrom(edited((it) => (it.members[0]!.tags = { team: "shop" })));
  const made = madeOtherwise();

  const { affected } = affectedStacks(base, after, temporaryDirectory(), made);

  expect(affected.map(({ stack }) => stack)).toEqual(["security", "management", "member-shop"]);
  expect(stacksOfUpgrade(base, made, temporaryDirectory())).toEqual(["security", "management", "audit"]);
});

test("a version that makes the same affects nothing", () => {
  expect(affectedStacks(base, base, temporaryDirectory(), ours).affected).toEqual([]);
  expect(stacksOfUpgrade(base, ours, temporaryDirectory())).toEqual([]);
});

test.each([
  [
    ["security", "member-shop"],
    "Version 0.1.0 becomes 0.2.0, which changes 2 stacks by itself: security, member-shop.",
  ],
  [[], "Version 0.1.0 becomes 0.2.0, which changes no stack by itself."],
])("what the version changes is said: %j", (stacks, said) => {
  const nothing = { affected: [], removed: [], total: 3 };
  const upgrade = { from: "0.1.0", to: "0.2.0", stacks };

  const result = review("main", { before: base, after: base, stacks: nothing, upgrade });

  expect(report(result).map(({ title, points }) => [title, points.map(({ text }) => text)])).toEqual([
    ["Secretwatch itself", [said]],
  ]);
  expect(reviewJson(result).upgrade).toEqual(upgrade);
  expect(reviewJson(review("main", { before: base, after: base, stacks: nothing })).upgrade).toBeNull();
});
