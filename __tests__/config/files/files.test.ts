import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";

import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsAt, problemsOf } from "../checks/problems-of";

const shop = `members:
  - { name: shop, id: "901234567804", organizationalUnit: workloads, owner: shop@secretwatch.dev }
`;

test("a missing file says how to name another", () => {
  expect(problemsOf({})).toEqual([
    "organization.yaml:1:1  there is no such file. » Begin with npx secretwatch init, or name the configuration with ORGANIZATION=path/to/organization.yaml.",
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
    "organization.yaml:16:1  homeRegion: this key stands twice, first at organization.yaml:4:1. » Remove one of the two.",
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

describe("an include of", () => {
  const including = (pattern: string) => `${correct}include: [${JSON.stringify(pattern)}]\n`;
  const entry = (message: string) => `organization.yaml:16:11  include[0]: ${message}`;

  /** The problems of a configuration beside which something was made that is no plain file. */
  function problemsBeside(pattern: string, make: (directory: string) => void): readonly string[] {
    const directory = temporaryDirectory({
      "config/organization.yaml": including(pattern),
      "config/accounts/shop.yaml": shop,
      "secret/credentials.yaml": "aws_secret_access_key: wJalrXUtnFEMI\nmembers: wJalrXUtnFEMI\n",
    });
    make(path.join(directory, "config"));
    return problemsAt(path.join(directory, "config/organization.yaml"));
  }

  test.each<[string, string, string]>([
    ["a name that is too long", `${"x".repeat(256)}.yaml`, "has a name that is too long"],
    ["a path that is too long", "x/".repeat(4000), "has a name that is too long"],
    ["a pattern that is too long", `${"x".repeat(9_000)}*`, "has a name that is too long"],
    ["a name with a NUL", "a\0.yaml", "has a NUL character in its name"],
    ["a pattern with a NUL", "a\0*.yaml", "has a NUL character in its name"],
    ["a file as if it were a directory", "organization.yaml/x.yaml", "is below a file as if that were a directory"],
  ])("%s is told with its place", (_, pattern, message) => {
    const [problem, ...others] = problemsOf(including(pattern));

    expect(others).toEqual([]);
    expect(problem).toMatch(/^organization\.yaml:16:11 {2}include\[0\]: /);
    expect(problem).toContain(message);
  });

  test.each<[string, (config: string) => void, string]>([
    [
      "a link to itself",
      (config) => {
        symlinkSync("link.yaml", path.join(config, "link.yaml"));
      },
      "is a link that leads to itself",
    ],
    [
      "a link to nothing",
      (config) => {
        symlinkSync("nothing.yaml", path.join(config, "link.yaml"));
      },
      "is not there",
    ],
    [
      "a link out of the configuration",
      (config) => {
        symlinkSync("../secret/credentials.yaml", path.join(config, "link.yaml"));
      },
      "leads out of the project",
    ],
    [
      "a link to a device",
      (config) => {
        symlinkSync("/dev/zero", path.join(config, "link.yaml"));
      },
      "leads out of the project",
    ],
    [
      "a pipe",
      (config) => {
        spawnSync("mkfifo", [path.join(config, "link.yaml")]);
      },
      "is no file but a pipe, a socket or a device",
    ],
  ])("%s names it, and nothing of what it leads to", (_, make, message) => {
    for (const pattern of ["link.yaml", "l*.yaml"]) {
      const problems = problemsBeside(pattern, make);

      // What leads to nothing is not found by a search.
      if (pattern === "l*.yaml" && problems[0]!.includes("matches no file")) continue;
      expect(problems).toEqual([
        expect.stringMatching(/^organization\.yaml:16:11 {2}include\[0\]: "link\.yaml" /) as string,
      ]);
      expect(problems[0]).toContain(message);
      expect(problems[0]).not.toContain("wJalr");
    }
  });

  test.each(["../secret/credentials.yaml", "../secret/*.yaml", "link/credentials.yaml", "link/*.yaml", "**/*.yaml"])(
    "%s, out of the configuration, is refused and nothing of it shown",
    (pattern) => {
      const problems = problemsBeside(pattern, (config) => {
        symlinkSync("../secret", path.join(config, "link"));
      });

      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("leads out of the project");
      expect(problems[0]).not.toContain("wJalr");
    },
  );

  test("a file of the same repository may be above the configuration, but git's own are not for it", () => {
    const inRepository = (config: string) => {
      mkdirSync(path.join(config, "../.git"));
      writeFileSync(path.join(config, "../.git/config"), "members: wJalrXUtnFEMI\n");
      writeFileSync(path.join(config, "../shop.yaml"), shop);
    };

    expect(problemsBeside("../shop.yaml", inRepository)).toEqual([]);
    expect(problemsBeside("../.git/config", inRepository)).toEqual([
      expect.stringContaining('"../.git/config" leads out of the project') as string,
    ]);
    expect(problemsBeside("../.gi?/*", inRepository).join()).not.toContain("wJalr");
  });

  test("a link that stays in the configuration is what it leads to, read once", () => {
    const link = (config: string) => {
      symlinkSync("accounts", path.join(config, "more"));
      symlinkSync("accounts/shop.yaml", path.join(config, "shop.yaml"));
    };

    expect(problemsBeside("shop.yaml", link)).toEqual([]);
    expect(problemsBeside("*/*.yaml", link)).toEqual([]);
    expect(problemsBeside("**/s*.yaml", link)).toEqual([]);
  });

  test("a file that is too large to be one", () => {
    const problems = problemsBeside("large.yaml", (config) => {
      writeFileSync(path.join(config, "large.yaml"), "");
      truncateSync(path.join(config, "large.yaml"), 100 * 1024 ** 2);
    });

    expect(problems).toEqual([expect.stringContaining(entry('"large.yaml" has more than 64 MB')) as string]);
  });
});

describe("a configuration that is", () => {
  test.each<[string, (file: string) => void, RegExp]>([
    [
      "a link out of its directory",
      (file) => {
        symlinkSync("/etc/passwd", file);
      },
      /^organization\.yaml:1:1 {2}the file is a link that leads out of its project\./,
    ],
    [
      "a link to itself",
      (file) => {
        symlinkSync(file, file);
      },
      /^organization\.yaml:1:1 {2}the file is a link that leads to itself\./,
    ],
    [
      "a directory",
      (file) => {
        mkdirSync(file);
      },
      /^organization\.yaml:1:1 {2}the file is a directory\./,
    ],
    [
      "a pipe",
      (file) => {
        spawnSync("mkfifo", [file]);
      },
      /^organization\.yaml:1:1 {2}the file is no file but a pipe/,
    ],
  ])("%s is told, and nothing of what it leads to", (_, make, message) => {
    const file = path.join(temporaryDirectory(), "organization.yaml");
    make(file);

    expect(problemsAt(file)).toEqual([expect.stringMatching(message) as string]);
  });
});

describe("what is no plain data:", () => {
  test.each<[string, string, string]>([
    [
      "a list that is part of itself",
      "acknowledgements: &a [*a]",
      "acknowledgements[0]: *a stands in what it stands for.",
    ],
    ["a mapping that is part of itself", "detections: &a { a: *a }", "detections.a: *a stands in what it stands for."],
    ["a hundred levels", `acknowledgements: ${"[".repeat(100)}${"]".repeat(100)}`, "more than 64 levels deep"],
    ["ten thousand levels", `acknowledgements: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "call stack"],
    ["a set", "acknowledgements: !!set { a }", "made by a YAML tag"],
    ["bytes", "detections: !!binary aGVsbG8=", "made by a YAML tag"],
    ["an ordered map", "detections: !!omap [a: 1]", "made by a YAML tag"],
  ])("%s", (_, text, message) => {
    const problems = problemsOf(`${correct}${text}\n`);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^organization\.yaml:\d+:\d+ {2}/);
    expect(problems[0]).toContain(message);
  });
});

test.each([
  ["a text", broken("prod/database", "prod/${TfToken[TOKEN.0]}"), "members[0].secrets[0].name"],
  ["a key", broken("owner:", 'tags: { "#{TfToken[TOKEN.1]}": x }\n    owner:'), "members[0].tags.#{TfToken[TOKEN.1]}"],
])("a placeholder of CDKTF's, which would be filled in, is refused in %s", (_, text, place) => {
  expect(problemsOf(text)).toContainEqual(expect.stringContaining(`${place}: TfToken[ is a placeholder of CDKTF's.`));
});

describe("__proto__ as a key is refused with its place, beside all other problems:", () => {
  test.each<[string, string, number]>([
    ["a key of the file", `${correct}__proto__: { protection: false }\n`, 16],
    ["a unit", broken("workloads: ou", "__proto__: ou-q3k8-workloads\n  workloads: ou"), 3],
    ["a tag", broken("owner:", "tags: { __proto__: x }\n    owner:"), 13],
    ["a detection", `${correct}detections: { __proto__: { enabled: false } }\n`, 16],
    ["a wave", `${correct}modes: { __proto__: quiet }\n`, 16],
    [
      "what an own detection looks for",
      `${correct}ownDetections: [{ condition: { __proto__: { field: x } }, matches: [] }]\n`,
      16,
    ],
  ])("%s", (_, text, line) => {
    const problems = problemsOf(text.replace("homeRegion: eu-west-1", "homeRegion: Ireland"));

    expect(problems).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^organization\\.yaml:${line}:\\d+ {2}\\S*__proto__: "__proto__" is not a valid key; it would be lost\\.`,
        ),
      ),
    );
    expect(problems).toContainEqual(expect.stringContaining('"Ireland" is not valid'));
  });
});
