import jsonata from "jsonata";

import { scopeProblems } from "../../scripts/requests/jsonata-scope";

const problems = (expression: string, ...variables: string[]) =>
  scopeProblems(jsonata(expression).ast(), new Set(variables));

test.each([
  "$states.input.detail.eventName",
  "$states.input.list[$ > 1 and name = 'x'].value",
  "$states.input.list^(>time, name).{ 'id': id }",
  "$states.input.list{ kind: $sum(size) }",
  "( $double := function($n) { $n * 2 }; $double($states.input.n) )",
  "( $again := function($n) { $n > 0 ? $again($n - 1) : $n }; $again(3) )",
  "$map($states.input.list, function($each) { $each.id }) ~> $join(', ')",
  "$states.input.name ~> $uppercase",
  "$known.name & $partition([1, 2], 1)",
  "$contains($known, /^[0-9]{12}$/) ? -1 : [1..3]",
])("%s is taken", (expression) => {
  expect(problems(expression, "known")).toEqual([]);
});

test.each([
  ["detail.eventName", "detail stands bare"],
  ["$sum(list)", "list stands bare"],
  ["{ 'id': id }", "id stands bare"],
  ["$states.input.list[0] & name", "name stands bare"],
  ["$map($states.input.list, function($each) { name })", "name stands bare"],
  ["*", "wildcard stands bare"],
  ["$", "$ stands at the top level"],
  ["$.detail", "$ stands at the top level"],
  ["$states.input.list[$$.x = 1]", "$$ is not supported"],
  ["$eval('1')", "$eval is not supported"],
  ["$unknown.name", "$unknown is not assigned"],
  ["$states.input.list[$unknown = 1]", "$unknown is not assigned"],
  ["( $later.x; $later := 1 )", "$later is not assigned"],
  ["(( $inner := 1 ); $inner )", "$inner is not assigned"],
  ["( $f := function($n) { $n }; $n )", "$n is not assigned"],
  ["$upperCase('x')", "$upperCase is not assigned"],
])("%s is refused: %s", (expression, said) => {
  expect(problems(expression).join()).toContain(said);
});
