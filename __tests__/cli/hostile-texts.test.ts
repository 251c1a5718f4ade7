import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";
import { stringify } from "yaml";

import { type AwsCalls, RefusedCall } from "../../aws/calls";
import { drill } from "../../cli/drill";
import { UsageError } from "../../cli/usage-error";
import { organizationFileSchema } from "../../config/schema/organization-file";
import { FakeWorld } from "../support/drill-world";
import type { Fate } from "../support/drilled-organization";
import { edited, small, type OrganizationText } from "../support/edited-organization";
import { renamed, replaced } from "../support/edited-value";
import { diagnostic, fakeTerraform } from "../support/fake-terraform";
import { fittingTexts } from "../support/fitting-texts";
import { activeIn, CANARY, commandsIn, hostileName, hostileText, unseenIn } from "../support/hostile-texts";
import { answersOf, made, madeOrganization } from "../support/made-organization";
import { archiveOf, planFile } from "../support/plan-file";
import { secretwatch, type Ran, takenDown } from "../support/run-command";
import { every, fromAddress, readEvent, roleIdentity } from "../support/read-events";
import { all, specimenOf } from "../support/specimen";
import { temporaryDirectory } from "../support/temporary-directory";
import { complain } from "../../text/print";

type Draw = <Value>(from: fc.Arbitrary<Value>) => Value;

/** A configuration that is right, with hostile texts wherever it may have any. */
function organizationOf(draw: Draw): string {
  const text = (most: number) =>
    `x${Array.from(draw(hostileText))
      .slice(0, most / 2 - 1)
      .join("")}`;
  const example = (eventName: string) => ({ what: text(200), event: { eventName } });
  const own = {
    id: "vault-opened",
    title: text(80),
    severity: "high",
    condition: { field: "eventName", equals: "OpenVault" },
    why: text(400),
    likelyCauses: [text(200)],
    nextSteps: [text(300)],
    references: [text(100)],
    matches: [example("OpenVault")],
    ignores: [example("CloseVault")],
  };
  return edited((it: OrganizationText) => {
    it.ownDetections = [own];
    it.members.pop();
    it.acknowledgements = [
      { change: "account-removed/lab", reason: `Because of ${draw(hostileText)}.` },
      { change: `account-removed/${text(40).replace(/[\n\r\u2028\u2029]/g, "")}`, reason: "It is not there." },
    ];
    // Of one line, as the schema wants it.
    const reason = `Because ${Array.from(draw(hostileText).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ""))
      .slice(0, 150)
      .join("")}.`;
    it.silence = [{ reason, from: "2026-03-01T20:00Z", until: "2026-03-02T06:00Z", accounts: ["shop"] }];
    it.members[0]!.secrets![0]!.description = text(2000);
  });
}

/** A configuration that is wrong in some of its texts and keys. */
function brokenOrganizationOf(draw: Draw): string {
  const { value, places } = specimenOf(organizationFileSchema, { ...all(0), text: fittingTexts("aws") });
  const spoilt = draw(fc.subarray([...places], { minLength: 1, maxLength: 12 })).filter(
    ({ kind }) => kind !== "list" && kind !== "set",
  );
  const texts = spoilt.map((place) => ({ ...place, text: `${CANARY}${draw(hostileText)}` }));
  // Keys last: what is below them is found by their old names.
  const values = texts
    .filter(({ isKey }) => !isKey)
    .reduce((whole, { path: at, text }) => replaced(whole, at, text), value);
  const keys = texts.filter(({ isKey }) => isKey).sort((a, b) => b.path.length - a.path.length);
  const whole = keys.reduce((sofar, { path: at, text }) => renamed(sofar, at, text), values) as object;
  return stringify({ ...whole, include: [], [draw(hostileText)]: 1 });
}

const recorded = path.join(__dirname, "../plan/recorded");
const planFiles = ["member-removed", "trail-renamed", "first-rollout"] as const;

/** A plan with something of everything that a summary tells. */
function planWithAll(): object {
  const { security } = JSON.parse(readFileSync(path.join(recorded, "trail-renamed.json"), "utf8")) as Record<
    string,
    object
  >;
  const note = (address: string, change: object, more: object = {}) => ({
    address,
    mode: "managed",
    type: "aws_x",
    change,
    ...more,
  });
  const policy = (principal: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "r" }] });
  return {
    ...security,
    applyable: true,
    resource_changes: [
      note("aws_x.moved", { actions: ["no-op"] }, { previous_address: "aws_x.before" }),
      note("aws_x.imported", { actions: ["no-op"], importing: { id: "x" } }),
      note("aws_x.forgotten", { actions: ["forget"] }),
      note("aws_x.deposed", { actions: ["delete"], before: { name: "n" } }, { deposed: "d" }),
      note("aws_x.changed", { actions: ["update"], before: { name: "n", a: "b" }, after: { name: "n", a: "c" } }),
      note("aws_x.replaced", {
        actions: ["delete", "create"],
        before: { a: "b" },
        after: { a: "c" },
        replace_paths: [["a"]],
      }),
      note(
        "aws_cloudtrail.t",
        { actions: ["delete", "create"], before: { name: "b" }, after: { name: "c" }, replace_paths: [["name"]] },
        { type: "aws_cloudtrail" },
      ),
      note(
        "aws_s3_bucket_policy.p",
        { actions: ["update"], before: { policy: policy("a") }, after: { policy: policy("*") } },
        { type: "aws_s3_bucket_policy" },
      ),
      note(
        "aws_cloudwatch_event_rule.r",
        { actions: ["update"], before: { event_pattern: '{"a":["b"]}' }, after: { event_pattern: '{"a":["c"]}' } },
        { type: "aws_cloudwatch_event_rule" },
      ),
    ],
    resource_drift: [
      note("aws_x.gone", { actions: ["delete"], before: { a: "b" } }),
      note("aws_x.other", { actions: ["update"], before: { a: "b" }, after: { a: "c" } }),
    ],
    output_changes: { out: { actions: ["create"], before: null, after: "x", after_sensitive: true } },
    checks: [
      {
        address: { to_display: "check.c" },
        status: "fail",
        instances: [{ status: "fail", problems: [{ message: "m" }] }],
      },
    ],
    configuration: {
      provider_config: { aws: { expressions: { allowed_account_ids: { constant_value: ["333333333333"] } } } },
      root_module: {
        resources: [
          {
            address: "data.aws_secretsmanager_secret_version.v",
            mode: "data",
            type: "aws_secretsmanager_secret_version",
          },
        ],
      },
    },
  };
}

/** Some of the texts of JSON, and of texts of JSON in it, become hostile ones. Names that say what is what stay. */
function spoilt(value: unknown, draw: Draw): unknown {
  const maybe = (text: string) => (draw(fc.nat(9)) === 0 ? draw(hostileText) : text);
  if (typeof value === "string") {
    if (!/^[[{]/.test(value)) return maybe(value);
    return draw(fc.boolean()) ? JSON.stringify(spoilt(JSON.parse(value), draw)) : value;
  }
  if (Array.isArray(value)) return value.map((each) => spoilt(each, draw));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [known.has(key) ? key : maybe(key), spoilt(each, draw)]),
  );
}
const known = new Set([
  ...["format_version", "resource_changes", "resource_drift", "output_changes", "checks", "configuration", "change"],
  ...[
    "before",
    "after",
    "Statement",
    "actions",
    "provider_config",
    "root_module",
    "resources",
    "address",
    "type",
    "Principal",
  ],
]);

function plansOf(draw: Draw): Readonly<Record<string, string>> {
  const scenario = JSON.parse(
    readFileSync(path.join(recorded, `${draw(fc.constantFrom(...planFiles))}.json`), "utf8"),
  ) as object;
  const [one] = Object.values(scenario) as object[];
  const plans = [
    {
      ...(spoilt(planWithAll(), draw) as object),
      format_version: draw(fc.constantFrom("1.2", "1.2", "1.2", "x\u001b[31m")),
    },
    { ...(spoilt(one, draw) as object), format_version: "1.2" },
  ];
  const names = draw(fc.uniqueArray(hostileName, { minLength: 3, maxLength: 3 }));
  return {
    [`${names[0]!}.json`]: JSON.stringify(plans[0]),
    [`${names[1]!}/plan.json`]: JSON.stringify(plans[1]),
    [`${names[2]!}.json`]: draw(hostileText),
  };
}

function eventsOf(draw: Draw): string {
  const event = {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    eventID: "e",
    userIdentity: { arn: "a" },
  };
  const own = { eventName: "OpenVault", eventSource: draw(hostileText), errorCode: draw(hostileText) };
  const text = JSON.stringify({
    Records: [{ ...event, eventID: draw(hostileText) }, own, { eventName: draw(hostileText) }, {}],
  });
  return draw(fc.boolean()) ? text : `${text.slice(0, -1)}${draw(hostileText)}`;
}

/** What a steady reader of the organization does, with hostile texts wherever events may have any. */
function steadyReadsOf(draw: Draw): string {
  const account = "333333333333";
  const maybe = (text: string) => (draw(fc.nat(3)) === 0 ? draw(hostileText) : text);
  const identity = roleIdentity(maybe("service/api"), account, maybe("app"));
  const secrets = ["prod/shop/database", "prod/shop/other", draw(hostileText)];
  const from = fromAddress(maybe("8.8.8.8"));
  const records = secrets.flatMap((secret) =>
    every(2).map((day) => ({
      ...readEvent(identity, secret, { day, hour: 8 }, from),
      eventID: `${secret.slice(0, 99)} ${day}`,
      recipientAccountId: account,
    })),
  );
  return JSON.stringify({ Records: [...records, { eventName: draw(hostileText) }] });
}

interface Run {
  readonly args: readonly string[];
  readonly organization?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Of the output, besides that no character in it goes unseen. */
  readonly form: "text" | "Markdown" | "JSON" | "CSV";
  /** In the place of the command with these arguments, where AWS would be asked. @default - the command runs */
  readonly act?: () => Promise<number>;
}

const config = (draw: Draw) => (draw(fc.nat(2)) === 0 ? brokenOrganizationOf(draw) : organizationOf(draw));
const configured =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => ({ args, organization: config(draw), form });
const compared =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const base = `${draw(hostileName)}.yaml`;
    return {
      args: args.map((arg) => (arg === "BASE" ? base : arg)),
      organization: config(draw),
      files: draw(fc.nat(4)) === 0 ? {} : { [base]: draw(fc.boolean()) ? small : config(draw) },
      form,
    };
  };
/** A configuration of the organization that is discovered. */
const discoveredBefore = `organizationId: ${made.organization}
organizationalUnits: { root: ${made.root} } # AWS: The root
homeRegion: eu-west-1
governedRegions: [eu-west-1]
management: { name: management, id: "${made.management}" }
security: { name: security, id: "${made.security}" }
alerts: { emails: [on-call@secretwatch.dev] }
members:
  - name: shop # AWS: Shop
    id: "901234568000"
    organizationalUnit: root
    owner: shop@secretwatch.dev
    watchedSecrets: [{ name: prod/shop }]
`;

/** What AWS says of an organization, with hostile texts wherever it may have any; with a configuration, or none. */
const discovered =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const answers = [...answersOf(draw(madeOrganization(4)))].map(([file, answer]): readonly [string, string] => {
      const text = JSON.stringify(draw(fc.nat(9)) === 0 ? spoilt(answer, draw) : answer);
      if (draw(fc.nat(19)) > 0) return [`aws/${file}`, text];
      const refused = {
        Error: { Code: draw(fc.constantFrom("AccessDenied", draw(hostileText))), Message: draw(hostileText) },
      };
      return [`aws/${file}`, draw(fc.boolean()) ? JSON.stringify(refused) : draw(hostileText)];
    });
    return {
      args: [...args, "--from", "aws"],
      ...(draw(fc.boolean()) ? {} : { organization: discoveredBefore }),
      files: Object.fromEntries(answers),
      form,
    };
  };
const steady =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const name = `${draw(hostileName)}.json`;
    return { args: [...args, name], organization: organizationOf(draw), files: { [name]: steadyReadsOf(draw) }, form };
  };
const events =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const names = draw(fc.uniqueArray(hostileName, { minLength: 2, maxLength: 2 })).map((name) => `${name}.json`);
    return {
      args: [...args, ...names],
      organization: organizationOf(draw),
      files: { [names[0]!]: eventsOf(draw) },
      form,
    };
  };
const plans =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    return { args: [...args, draw(fc.nat(9)) === 0 ? draw(hostileName) : "."], files: plansOf(draw), form };
  };
/** Terraform that says hostile things of each of its steps, where it fails and where it does not. */
const rollouts =
  (...args: readonly string[]) =>
  (draw: Draw): Run => {
    const detail = draw(
      fc.constantFrom("Resource aws_kms_key.X has lifecycle.prevent_destroy set, but", "Resource x", ""),
    );
    const step = () => ({
      stdout: `${diagnostic(draw(hostileText), `${detail}${draw(hostileText)}`)}${draw(hostileText)}`,
      stderr: draw(fc.constantFrom("", draw(hostileText))),
    });
    const failing = draw(fc.constantFrom("init", "plan", "apply", "none"));
    const status = (command: string) => (failing === command ? { status: 1 } : {});
    const plan = JSON.stringify({ ...(spoilt(planWithAll(), draw) as object), format_version: "1.2" });
    const scenario = {
      "*": {
        ...Object.fromEntries(["init", "plan", "apply"].map((each) => [each, { ...step(), ...status(each) }])),
        show: { stdout: draw(fc.nat(4)) === 0 ? draw(hostileText) : plan },
      },
    };
    return {
      args: [...args, ...(draw(fc.nat(4)) === 0 ? [draw(hostileText)] : []), "--auto-approve"],
      organization: organizationOf(draw),
      files: { "fake-terraform.json": JSON.stringify(scenario) },
      form: "text",
    };
  };
/** Reviewed plans that say hostile things: in the names of what they hold, to people, and to Terraform. */
const reviewed = (draw: Draw): Run => {
  const shown = () => JSON.stringify({ ...(spoilt(planWithAll(), draw) as object), format_version: "1.2" });
  const scenario = {
    "*": { plan: { file: planFile().toString("base64") }, show: { stdout: shown(), ...draw(refusesToShow) } },
  };
  // No longer than a name in an archive can be.
  const held = { name: draw(hostileText).slice(0, 20_000), data: Buffer.from("{}") };
  const archives = [planFile(), planFile(), archiveOf([held]), archiveOf([held, held]), Buffer.from(held.name)];
  const files: Record<string, string | Uint8Array> = {
    "fake-terraform.json": JSON.stringify(scenario),
    "plans/security/plan": draw(fc.constantFrom(...archives)),
    "plans/security/plan.json": draw(fc.nat(4)) === 0 ? draw(hostileText) : shown(),
    "plans/security/lock.hcl": draw(hostileText),
  };
  const directory = draw(fc.nat(9)) === 0 ? draw(hostileText) : "plans";
  return {
    args: ["deploy", "security", `--reviewed=${directory}`],
    organization: organizationOf(draw),
    files,
    form: "text",
  };
};
const refusesToShow = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  hostileText.map((stderr) => ({ status: 1, stderr })),
);
const patterns =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const pattern = draw(fc.constantFrom("x", '{ $.a = "x" }', "{ $.x = a }"));
    return { args: [...args, "--", pattern.replace("x", () => draw(hostileText)), draw(hostileText)], form };
  };

/** What AWS answers is hostile, and what was typed; drill.test.ts has what it means. */
const drills =
  (form: Run["form"], json: boolean) =>
  (draw: Draw): Run => {
    const answer = () =>
      draw(fc.constantFrom<Fate["answer"]>("missing", "missing", "no role", "timeout", "denied", "value"));
    const fates = Array.from({ length: 8 }, (): Fate => ({
      answer: answer(),
      delays: draw(fc.constantFrom([20], [])),
      says: draw(hostileText),
    }));
    const refusing = {
      call: (operation, _, place) => {
        const code = draw(hostileText);
        return Promise.reject(new RefusedCall({ kind: "denied", code, message: draw(hostileText), operation, place }));
      },
    } satisfies AwsCalls;
    const world = new FakeWorld({}, (index) => fates[index]!, refusing);
    const account = draw(fc.nat(4)) === 0 ? [draw(hostileText)] : undefined;
    const act = async () => {
      try {
        return await drill({ wait: 1, parallel: 2, json, account }, world);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        complain(error.report);
        return 2;
      }
    };
    return { args: ["drill"], organization: small, form, act };
  };

/** What AWS answered is hostile: its ids, and the codes and messages of what it refused. */
const doctors =
  (form: Run["form"], ...args: readonly string[]) =>
  (draw: Draw): Run => {
    const directory = temporaryDirectory();
    const save = (file: string, answer: object) => {
      mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      writeFileSync(path.join(directory, file), JSON.stringify(answer));
    };
    const refusal = () => ({ Error: { Code: draw(hostileText), Message: draw(hostileText), Kind: "denied" } });
    save("organizations/describe-organization.json", { Organization: { Id: draw(hostileText) } });
    save("organizations/list-aws-service-access-for-organization.json", refusal());
    save("organizations/list-delegated-administrators/cloudtrail.amazonaws.com.json", {
      DelegatedAdministrators: [{ Id: draw(hostileText) }],
    });
    // What many say alike is shown otherwise than what each says by itself.
    const alike = draw(fc.boolean()) ? refusal() : undefined;
    for (const digit of "123456") save(`sts/get-caller-identity/${digit.repeat(12)}.json`, alike ?? refusal());
    return { args: ["doctor", "--from", directory, ...args], organization: small, form };
  };

/** Every command, in every form that it prints. */
const commands: Readonly<Record<string, (draw: Draw) => Run>> = {
  init: (draw) => ({
    args: ["init"],
    files: { [draw(fc.constantFrom("cdktf.json", "other"))]: draw(hostileText) },
    form: "text",
  }),
  discover: discovered("text", "discover", "--check", "--remove"),
  "discover --write": discovered("text", "discover", "--write"),
  "discover --json": discovered("JSON", "discover", "--json"),
  synth: (draw) => ({ args: ["synth", "--output", draw(hostileName)], organization: config(draw), form: "text" }),
  check: configured("text", "check"),
  "check --json": configured("JSON", "check", "--json"),
  schema: configured("JSON", "schema"),
  explain: (draw) =>
    configured("text", "explain", draw(fc.constantFrom("vault-opened", "vault-opened", draw(hostileText))))(draw),
  "explain --json": configured("JSON", "explain", "vault-opened", "--json"),
  test: events("text", "test"),
  "test --why": events("text", "test", "--why"),
  "test --json": events("text", "test", "--json"),
  history: events("text", "history"),
  "history --base": (draw) => {
    const { args, files, ...run } = events("text", "history")(draw);
    const base = `${draw(hostileName)}.yaml`;
    return {
      ...run,
      args: [...args, "--base", base],
      files: { ...files, [base]: draw(fc.boolean()) ? small : config(draw) },
    };
  },
  "history --json": events("JSON", "history", "--json", "-"),
  "history --csv": events("CSV", "history", "--csv", "-"),
  // What it writes is held to that in __tests__/history/page.
  "history --html": (draw) => events("text", "history", "--html", `${draw(hostileName)}.html`)(draw),
  learn: steady("text", "learn"),
  "learn --write": steady("text", "learn", "--write"),
  "learn --json": steady("JSON", "learn", "--json"),
  lint: patterns("text", "lint"),
  "lint --json": patterns("JSON", "lint", "--json"),
  diff: compared("text", "diff", "BASE"),
  "diff --json": compared("JSON", "diff", "--json", "BASE"),
  "diff --format text": compared("text", "diff", "--format", "text", "BASE"),
  "diff --format markdown": compared("Markdown", "diff", "--format", "markdown", "BASE"),
  "diff --format json": compared("JSON", "diff", "--format", "json", "BASE"),
  affected: compared("JSON", "affected", "--base", "BASE"),
  "affected --format json": compared("JSON", "affected", "--format", "json", "--base", "BASE"),
  "affected --format github": compared("JSON", "affected", "--format", "github", "--base", "BASE"),
  "affected --format text": compared("text", "affected", "--format", "text", "--base", "BASE"),
  cost: compared("text", "cost", "--base", "BASE"),
  "cost --json": compared("JSON", "cost", "--json", "--base", "BASE"),
  "cost --format text": compared("text", "cost", "--format", "text", "--base", "BASE"),
  "cost --format markdown": compared("Markdown", "cost", "--format", "markdown", "--base", "BASE"),
  "cost --format json": compared("JSON", "cost", "--format", "json", "--base", "BASE"),
  doctor: doctors("text"),
  "doctor --json": doctors("JSON", "--json"),
  "doctor --format text": doctors("text", "--format", "text"),
  "doctor --format markdown": doctors("Markdown", "--format", "markdown"),
  "doctor --format json": doctors("JSON", "--format", "json"),
  drill: drills("text", false),
  "drill --json": drills("JSON", true),
  deploy: rollouts("deploy", "security", "--allow-dangerous"),
  "deploy --reviewed": reviewed,
  destroy: rollouts("destroy", "security"),
  "plan-summary": plans("Markdown", "plan-summary"),
  "plan-summary --json": plans("JSON", "plan-summary", "--json"),
};

/** Of the place, the path, the message and the remedy of a problem, each. */
const LONGEST_LINE = 5000;

async function ran({ args, organization, files = {}, act }: Run): Promise<Ran> {
  const directory = temporaryDirectory(organization === undefined ? {} : { "organization.yaml": organization });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(directory, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(directory, name), content);
  }
  return act === undefined ? secretwatch(args, { cwd: directory }) : takenDown(act, { cwd: directory });
}

const before = process.env.TERRAFORM_BINARY_NAME;
beforeAll(() => {
  process.env.TERRAFORM_BINARY_NAME = fakeTerraform;
});
afterAll(() => {
  if (before === undefined) delete process.env.TERRAFORM_BINARY_NAME;
  else process.env.TERRAFORM_BINARY_NAME = before;
});

describe.each(Object.entries(commands))("%s", (_, command) => {
  test("shows what is hostile and does nothing of what it says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const run = command((from) => gen(() => from));

        const { stdout, stderr } = await ran(run);

        // Rows of CSV end like this.
        const shown = run.form === "CSV" ? stdout.replaceAll("\r\n", "\n") : stdout;
        expect([shown, stderr].flatMap((output) => [...unseenIn(output), ...commandsIn(output)])).toEqual([]);
        expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThan(LONGEST_LINE);
        if (run.form === "Markdown") expect(activeIn(stdout)).toEqual([]);
        if (run.form === "JSON" && stdout !== "") expect(() => JSON.parse(stdout) as unknown).not.toThrow();
      }),
      // To find a smaller text takes minutes where texts are this long.
      { numRuns: 10, endOnFailure: true },
    );
  });
});

test("every command is in the table, in every form that it has", async () => {
  const help = async (...args: readonly string[]) => (await secretwatch([...args, "--help"])).stdout;
  const names = [...(await help()).matchAll(/^ {2}([a-z-]+) .*\n/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== "help");

  const forms = await Promise.all(
    names.map(async (name) => {
      const options = await help(name);
      const [, choices = ""] = /--format <format>.*?\(choices:\s([^)]*?)(?:, default.*)?\)/s.exec(options) ?? [];
      return [
        name,
        ...(options.includes("--json") ? [`${name} --json`] : []),
        ...["--why", "--html", "--csv", "--write", "--reviewed <"].flatMap((option) =>
          options.includes(option) ? [`${name} ${option.replace(" <", "")}`] : [],
        ),
        ...(name === "history" && options.includes("--base") ? [`${name} --base`] : []),
        ...[...choices.matchAll(/"(\w+)"/g)].map(([, choice]) => `${name} --format ${choice!}`),
      ];
    }),
  );

  expect(names.length).toBeGreaterThan(8);
  expect(Object.keys(commands).sort()).toEqual([...new Set(forms.flat())].sort());
});

test("what was typed is shown, not done", async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, fc.constantFrom("", "--", "check --"), async (text, before) => {
      const { stdout, stderr } = await secretwatch([...before.split(" "), `${before === "" ? "" : "--"}${text}`]);

      expect([stdout, stderr].flatMap((output) => [...unseenIn(output), ...commandsIn(output)])).toEqual([]);
      expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThan(LONGEST_LINE);
    }),
  );
});

test("JSON has the very texts, whatever is hostile in them", async () => {
  const title = `x${String.fromCodePoint(0x1b, 0x9b, 0xad, 0x202e, 0xe0041)}y`;
  const organization = edited((it) => {
    it.ownDetections = [
      {
        ...{
          id: "vault-opened",
          title,
          severity: "high",
          why: "w",
          condition: { field: "eventName", equals: "OpenVault" },
        },
        matches: [{ what: "a", event: { eventName: "OpenVault" } }],
        ignores: [{ what: "b", event: { eventName: "CloseVault" } }],
      },
    ];
  });

  const { stdout } = await ran({ args: ["explain", "vault-opened", "--json"], organization, form: "JSON" });

  expect(JSON.parse(stdout)).toMatchObject([{ title }]);
  expect(stdout).toContain('"x\\u001b\\u009b\\u00ad\\u202e\\udb40\\udc41y"');
});
