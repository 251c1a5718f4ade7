import { pathsOf } from "../../learn/paths";
import type { Pair } from "../../learn/pairs";

const pair = (name: string, principal = "a") => ({ name, principal }) as Pair;
const names = ["prod/db/a", "prod/db/b", "prod/db/c"];

describe("secrets with the same readers become", () => {
  test.each<[string, readonly Pair[], readonly string[], Readonly<Record<string, string>>]>([
    [
      "a path, if there are three and nothing else is below it",
      names.map((name) => pair(name)),
      ["prod/other"],
      Object.fromEntries(names.map((name) => [name, "prod/db/*"])),
    ],
    ["no path, if something else is below it", names.map((name) => pair(name)), ["prod/db/d"], {}],
    ["no path, if there are two", names.slice(1).map((name) => pair(name)), [], {}],
    ["no path, if one has a further reader", [...names.map((name) => pair(name)), pair("prod/db/a", "b")], [], {}],
    ["no path, if they have none in common", ["a", "b", "c/d"].map((name) => pair(name)), [], {}],
  ])("%s", (_, pairs, others, expected) => {
    const paths = pathsOf(pairs, [...pairs.map(({ name }) => name), ...others]);

    expect(Object.fromEntries(paths)).toEqual(expected);
  });
});
