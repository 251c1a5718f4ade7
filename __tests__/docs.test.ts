import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { catalogue } from "../detections/catalogue/catalogue";
import type { CloudTrailRecord } from "../detections/detection";
import { DetectionMatcher } from "../detections/matcher";
import { scripts } from "../package.json";
import { readmeFigures, withFigures } from "../scripts/readme-figures";
import { exampleOrganization, exampleText, root, synthesize } from "./support/synthesized";
import { temporaryDirectory } from "./support/temporary-directory";

const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "help"].concat(
  readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
);
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

test.each(documents)("%s links to files that are there, and names scripts that exist", (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!);
  const commands = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!);

  expect(links.filter((link) => !existsSync(path.join(root, path.dirname(file), link)))).toEqual([]);
  expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([]);
});

describe("files and folders that documents name", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const folders = [...new Set(tracked.flatMap((file) => /^\w+(?=\/)/.exec(file) ?? []))];
  const inFolders = new RegExp(`(?<![\\w./@<>-])(?:${folders.join("|")})/[\\w./-]*[\\w/]`, "g");
  const named = (file: string) => [
    ...(read(file).match(inFolders) ?? []),
    // What ends like a file of ours is one, also where its folder is not there any more.
    ...[...read(file).matchAll(/`([\w-]+\/[\w./-]+\.(?:[cm]?ts|[cm]js|py|java))`/g)].map(([, each]) => each!),
  ];

  // What has changed may speak of what was there then.
  test.each(documents.filter((file) => file !== "CHANGELOG.md"))("%s", (file) => {
    expect(named(file).filter((each) => !existsSync(path.join(root, each)))).toEqual([]);
  });

  test("are found", () => {
    expect(folders).toEqual(expect.arrayContaining(["config", "docs", "messages"]));
    expect(documents.flatMap(named).length).toBeGreaterThan(80);
  });
});

describe("README's figures", () => {
  const readme = read("README.md");
  const figures = readmeFigures();

  test.each(figures)("$what: $value", ({ place, value }) => {
    expect(place.exec(readme)![1]!.trim()).toBe(String(value));
  });

  test("are put in their places by npm run generate, and nothing else is touched", () => {
    const off = withFigures(
      readme,
      figures.map((figure) => ({ ...figure, value: another(figure.value) })),
    );

    const digits = (text: string) => text.replace(/ *\d+/g, "0");
    expect(figures.filter(({ place, value }) => place.exec(off)![1]!.trim() !== another(value))).toEqual([]);
    expect(digits(off) === digits(readme)).toBe(true);
    expect(withFigures(off, figures) === readme).toBe(true);
  });

  /** As long, with other digits. */
  const another = (value: number | string) =>
    String(value).replace(/\d/g, (digit) => (digit === "9" ? "1" : String(Number(digit) + 1)));

  test("that don't stand there are said", () => {
    expect(() => withFigures("There are 5 of them.", [{ what: "keys", place: /(\d+) keys/, value: 6 }])).toThrow(
      "README.md says 0 times how many keys there are.",
    );
  });
});

test("README shows a mail as it arrives, without its longest lines", () => {
  const [, mail] = /```text\n(Subject: [\s\S]*?)```/.exec(read("README.md"))!;
  const arrives = read("docs/messages.md").split("\n");

  const lines = mail!.split("\n").filter((line) => line !== "" && line !== "…");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !arrives.includes(line))).toEqual([]);
});

test("people on call find each detection", () => {
  const headings = [...read("docs/detections.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  expect(catalogue.map(({ id }) => id).filter((id) => !headings.includes(id))).toEqual([]);
});

test("the addresses in the deploying guide are those of the example", () => {
  const addresses = [...read("docs/deploying.md").matchAll(/(aws_\w+)\.([\w-]+_[0-9A-F]{8})/g)];
  const known = Object.values(synthesize(exampleOrganization())).flatMap(({ resource = {} }) =>
    Object.entries(resource).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`)),
  );

  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.map(([address]) => address).filter((address) => !known.includes(address))).toEqual([]);
});

test("the detections in the examples of configuring are ones that load", () => {
  const [block] = [...read("docs/configuring.md").matchAll(/```yaml\n([\s\S]*?)```/g)].filter(([, yaml]) =>
    yaml!.includes("ownDetections"),
  );
  const directory = temporaryDirectory({
    "organization.yaml": `${exampleText()}\n${block![1]!}`,
  });

  const { detections } = loadOrganization(path.join(directory, "organization.yaml"));

  expect(detections.find(({ id }) => id === "vault-opened")).toMatchObject({ family: "own", severity: "critical" });
  expect(detections.find(({ id }) => id === "secret-read-denied")).toMatchObject({
    alarm: { threshold: 10, period: 300 },
  });
  expect(detections.some(({ id }) => id === "user-created")).toBe(false);
});

test("the events that README runs the detections over are what they are said to be", () => {
  const { Records: events } = JSON.parse(read("examples/events/intrusion.json")) as { Records: CloudTrailRecord[] };
  const matcher = new DetectionMatcher(catalogue);

  expect(
    events.map((event) =>
      matcher
        .match(event)
        .filter(({ severity }) => severity !== "info")
        .map(({ id }) => id),
    ),
  ).toEqual([[], ["secret-bulk-read"], ["secret-read-denied"], ["secret-deleted-for-good"], ["trail-stopped"]]);
});

describe("the live checks", () => {
  const text = read("docs/live-checks.md");
  const checks = [...text.matchAll(/^### ([A-Z]\d+)\. .+\n([^]*?)(?=^##|(?![^]))/gm)].map(
    ([, id, body]) => [id!, body!] as const,
  );

  test("are all on one page, in order", () => {
    expect(checks.length).toBeGreaterThan(20);
    const ids = checks.map(([id]) => id);
    expect(ids).toEqual([...ids].sort((one, other) => one.localeCompare(other, "en", { numeric: true })));
  });

  test.each(checks.filter(([id]) => id !== "E2"))(
    "%s has a command, what it prints, and what to do otherwise",
    (_, body) => {
      expect(body).toMatch(/```sh\n/);
      expect(body).toMatch(/^- \*\*Prints\*\* /m);
      expect(body).toMatch(/^- \*\*(If|Then|Either way|To know)/m);
    },
  );

  test("are there where other pages name them", () => {
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/live checks? ((?:[A-Z]\d+(?:, | and )?)+)/g)].flatMap(([, ids]) =>
        ids!.match(/[A-Z]\d+/g)!,
      ),
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !checks.some(([each]) => each === id))).toEqual([]);
  });
});
