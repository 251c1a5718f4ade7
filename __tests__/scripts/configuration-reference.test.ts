import { configurationReference } from "../../scripts/configuration-reference";

const rows = configurationReference()
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\\\) \| /));

const valueOf = (key: string) => rows.find(([path]) => path === `| \`${key}\``)?.[1];

test.each([
  ["organizationalUnits", "mapping of names to unit ids"],
  ["organizationalUnits.<name>", "unit id"],
  ["modes", "mapping of waves to `quiet`, `notify`"],
  ["modes.<wave>", "`quiet`, `notify`"],
  ["defaults.tags", "mapping of names to strings"],
  ["detections", "mapping of detections to sections"],
  ["detections.<detection>.severity", "`critical`, `high`, `medium`, `low`, `info`"],
  ["detections.<detection>.threshold", "1 to 10000"],
  // A record of CloudTrail has numbers, lists and sections, too.
  ["ownDetections[].matches[].event", "mapping of names to values"],
])("%s: %s", (key, value) => {
  expect(valueOf(key)).toBe(value);
});

test("every row says what it is about", () => {
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.filter(([, , , meaning]) => meaning === " |" || meaning === "" || meaning === undefined)).toEqual([]);
});
