import { broken, correct, problemsOf } from "../checks/problems-of";

const shop = `members:
  - { name: shop, id: "901234567804", organizationalUnit: workloads, owner: shop@secretwatch.dev }
`;

test("a missing file says how to name another", () => {
  expect(problemsOf({})).toEqual([
    "organization.yaml:1:1  there is no such file. » Name the configuration with ORGANIZATION=path/to/organization.yaml.",
  ]);
});

test("an empty file", () => {
  expect(problemsOf("")).toEqual([
    "organization.yaml:1:1  the file is empty; the file is a mapping of keys to values. » Start from the example.",
  ]);
});

test("a text longer than any that AWS takes is placed, whether key or value, and what else it holds is not looked for", () => {
  const long = "@G".repeat(35_000);

  expect(problemsOf(`${correct}alerts2: ["${long}."]\n? "${long}"\n: 1\n`)).toEqual([
    expect.stringMatching(/^organization\.yaml:\d+:11 {2}A text of 70001 characters .* » Shorten it\.$/),
    expect.stringMatching(/^organization\.yaml:\d+:3 {2}A text of 70000 characters .* » Shorten it\.$/),
  ]);
});

test("a file that is not YAML is placed where it breaks, and the others are still checked", () => {
  const files = {
    "organization.yaml": `${correct}include: ["*.yml"]\n`,
    "a.yml": "members: [",
    "b.yml": "membres: []\n",
  };

  expect(problemsOf(files)).toEqual([
    expect.stringMatching(/^a\.yml:1:11 {2}.*Flow sequence.* » Correct the YAML\.$/),
    'b.yml:1:1  membres: unknown key; allowed here: members, include. » Did you mean "members"?',
  ]);
});

test("a key given twice", () => {
  expect(problemsOf(`${correct}homeRegion: eu-west-1\n`)).toEqual([
    "organization.yaml:16:1  Map keys must be unique. » Correct the YAML.",
  ]);
});

test("members of included files count, wherever they stand", () => {
  const files = {
    "organization.yaml": `${correct}include: [accounts/*.yaml]\n`,
    "accounts/shop.yaml": `${shop}include: [more/blog.yaml]\n`,
    "accounts/more/blog.yaml": shop.replaceAll("shop", "blog").replace("804", "805"),
  };

  expect(problemsOf(files)).toEqual([]);
});

test("an include that is not there", () => {
  expect(problemsOf(`${correct}include: [accounts/shop.yaml]\n`)).toEqual([
    'organization.yaml:16:11  include[0]: "accounts/shop.yaml" is not there; paths are relative to organization.yaml. » Correct the path or remove the entry.',
  ]);
});

test("a glob that finds nothing", () => {
  expect(problemsOf(`${correct}include: [accounts/*.yaml]\n`)).toEqual([
    'organization.yaml:16:11  include[0]: "accounts/*.yaml" matches no file; paths are relative to organization.yaml. » Correct the path or remove the entry.',
  ]);
});

test("a circular include shows the circle", () => {
  const files = {
    "organization.yaml": `${correct}include: [a.yaml]\n`,
    "a.yaml": "include: [b.yaml]\n",
    "b.yaml": "include: [a.yaml]\n",
  };

  expect(problemsOf(files)).toEqual([
    "b.yaml:1:11  include[0]: the include is circular: a.yaml → b.yaml → a.yaml. » Remove this entry, or narrow the glob so that it does not find the file itself.",
  ]);
});

test("a glob that finds the file itself", () => {
  expect(problemsOf(`${correct}include: ["*.yaml"]\n`)).toEqual([
    "organization.yaml:16:11  include[0]: the include is circular: organization.yaml → organization.yaml. » Remove this entry, or narrow the glob so that it does not find the file itself.",
  ]);
});

test("a file that two globs find is read once", () => {
  const files = { "organization.yaml": `${correct}include: [shop.yaml, "sh*.yaml"]\n`, "shop.yaml": shop };

  expect(problemsOf(files)).toEqual([]);
});

test("a file with ten mistakes reports ten", () => {
  const tenMistakes = `organizationId: o-short
organizationalUnits:
  workloads: ou-q3k8-workload
homeRegion: eu-west-1
governedRegions: [eu-west-1, eu-cent-1]
management: { name: management, id: 012345678901 }
security: { name: Security, id: "901234567802" }
alerts: { emails: [you@example.com], silenceMinutes: 7 }
retention: 365
members:
  - name: payments
    id: "901234567802"
    organizationalUnit: sandbox
`;

  expect(problemsOf(tenMistakes).map((problem) => problem.split("  ")[0])).toEqual([
    "organization.yaml:1:17",
    "organization.yaml:5:30",
    "organization.yaml:6:37",
    "organization.yaml:7:19",
    "organization.yaml:8:20",
    "organization.yaml:8:54",
    "organization.yaml:9:1",
    "organization.yaml:11:5",
    "organization.yaml:12:9",
    "organization.yaml:13:25",
  ]);
});

test("a broken file says so once, not in every check", () => {
  expect(problemsOf(broken("homeRegion: eu-west-1", "homeRegion: Ireland"))).toEqual([
    `organization.yaml:4:13  homeRegion: "Ireland" is not valid; regions look like eu-west-1. » Write the region's code, not its name.`,
  ]);
});

test("an include of a directory says what to write instead", () => {
  expect(problemsOf({ "organization.yaml": `${correct}include: [accounts]\n`, "accounts/shop.yaml": shop })).toEqual([
    'organization.yaml:16:11  include[0]: "accounts" is a directory. » Write "accounts/*.yaml".',
  ]);
});

test("an absolute include is refused", () => {
  expect(problemsOf(`${correct}include: [/accounts.yaml]\n`)).toEqual([
    'organization.yaml:16:11  include[0]: "/accounts.yaml" is absolute; paths are relative to organization.yaml. » Write a relative path.',
  ]);
});

test("an included file without accounts yet may be empty", () => {
  expect(problemsOf({ "organization.yaml": `${correct}include: [a.yaml]\n`, "a.yaml": "# none yet\n" })).toEqual([]);
});

test("merge keys share what members have in common", () => {
  const shared = `  - &shop { name: shop, id: "901234567804", organizationalUnit: workloads, owner: shop@secretwatch.dev }
  - { <<: *shop, name: blog, id: "901234567805" }
`;

  expect(problemsOf(correct + shared)).toEqual([]);
});
