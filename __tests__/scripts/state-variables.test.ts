import { assignedBefore } from "../../scripts/requests/state-variables";

const machine = {
  StartAt: "First",
  States: {
    First: { Type: "Pass", Assign: { first: 1 }, Next: "Choose" },
    Choose: {
      Type: "Choice",
      Assign: { otherwise: 1 },
      Choices: [{ Type: "", Next: "Left", Assign: { chosen: 1 } }],
      Default: "Right",
    },
    Left: { Type: "Pass", Assign: { left: 1 }, Next: "Last" },
    Right: {
      Type: "Task",
      Assign: { right: 1 },
      Next: "Right or last",
      Catch: [{ Type: "", Next: "Last", Assign: { caught: 1 } }],
    },
    "Right or last": { Type: "Choice", Choices: [{ Type: "", Next: "Right" }], Default: "Last" },
    Last: { Type: "Succeed", Assign: { last: 1 } },
  },
};

test.each([
  ["First", []],
  ["Choose", ["first"]],
  ["Left", ["chosen", "first"]],
  ["Right", ["first", "otherwise", "right"]],
  ["Last", ["caught", "chosen", "first", "left", "otherwise", "right"]],
])("before %s, %j are assigned", (name, expected) => {
  expect([...assignedBefore(machine, name)].sort()).toEqual(expected);
});
