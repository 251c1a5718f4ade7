import { correct, problemsOf } from "./problems-of";

test("an acknowledgement names a change and says why it is right", () => {
  const entry = '  - { change: account-removed/payments-dev, reason: "It moved to payments-test." }';

  expect(problemsOf(`${correct}acknowledgements:\n${entry}\n`)).toEqual([]);
});

test.each([
  ["no reason", "{ change: protection-off }", "acknowledgements[0].reason"],
  ["a short one", "{ change: protection-off, reason: as it is now }", undefined],
  ["a shorter one", "{ change: protection-off, reason: fine now }", "acknowledgements[0].reason"],
  ["nothing but spaces", '{ change: protection-off, reason: "                " }', "acknowledgements[0].reason"],
  ["no id of a change", "{ change: The lab, reason: It was closed. }", "acknowledgements[0].change"],
])("%s", (_, entry, place) => {
  const problems = problemsOf(`${correct}acknowledgements:\n  - ${entry}\n`);

  expect(problems.map((problem) => /acknowledgements\[0\](\.\w+)?/.exec(problem)?.[0])).toEqual(
    place === undefined ? [] : [place],
  );
});

test("a change is acknowledged once", () => {
  const entry = "  - { change: protection-off, reason: For the move in May. }\n";

  expect(problemsOf(`${correct}acknowledgements:\n${entry}${entry}`)).toEqual([
    'organization.yaml:18:15  acknowledgements[1].change: "protection-off" is acknowledged twice. » Remove one of them.',
  ]);
});
