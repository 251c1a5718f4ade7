import { rmSync } from "node:fs";

import Table from "cli-table3";

import { synthesize, verdictOf, workspace } from "./requests/configuration";
import { configurations, roleTemplates } from "./requests/configurations";
import { judge, whyNoJudge, type Judgement } from "./requests/judge";
import { runMutations, type Outcome } from "./requests/mutations/run";
import { kindsOfFindings, render, sum } from "./requests/report";
import { roleTemplate } from "./requests/role-templates";

/**
 * Asks of every request that the Terraform AWS provider would make for a set of configurations whether AWS takes it: see
 * docs/requests.md. Needs Python with botocore (REQUESTS_PYTHON). --json prints what was found as JSON.
 */
const asJson = process.argv.includes("--json");
const say = (line: string) => {
  if (!asJson) console.log(line);
};

try {
  const reason = whyNoJudge();
  if (reason === undefined) main();
  else if (process.env.REQUESTS_PYTHON === undefined) say(`Skipped: ${reason}`);
  else {
    console.error(reason);
    process.exitCode = 1;
  }
} finally {
  rmSync(workspace, { recursive: true });
}

function main(): void {
  const verdicts = configurations().map((configuration) => ({ configuration, ...verdictOf(configuration) }));
  const unexpected = verdicts.flatMap(({ configuration: { name, refused }, taken, said }) => {
    if (refused === undefined) return taken ? [] : [`${name} has to be taken, and check says:\n${said}`];
    if (taken) return [`${name} has to be refused by check, and is taken`];
    return refused.test(said) ? [] : [`${name} is refused, but not for what is wrong with it:\n${said}`];
  });

  // Those that ought to be refused and are not are judged, too: the judge has to see what is wrong with them.
  const taken = verdicts.filter((each) => each.taken).map(({ configuration }) => configuration);
  const synthesized = taken.map(synthesize);
  const templates = roleTemplates.map(roleTemplate);
  const { judgements, unusedSkips } = judge([...synthesized, ...templates]);
  unexpected.push(...unusedSkips.map((each) => `a skip that nothing needs any more: ${each}`));
  const findings = kindsOfFindings(judgements);
  summarize(judgements);
  const outcomes = runMutations([...synthesized, ...templates]);
  tabulate(outcomes);
  const spoilt = new Set(outcomes.map(({ mutation }) => mutation.type));
  const types = new Set(judgements.flatMap(({ resources }) => Object.keys(resources)));
  unexpected.push(...[...types].filter((each) => !spoilt.has(each)).map((each) => `no mutation spoils any ${each}`));
  const missed = outcomes.filter(({ caughtBy }) => caughtBy === undefined);
  for (const each of unexpected) say(`FAILED ${each}`);
  for (const each of findings) say(render(each));
  for (const { mutation, stale } of missed)
    say(`FAILED the mutation ${mutation.what}: ${stale ?? "nothing noticed it"}`);
  say(
    `${findings.length + unexpected.length} kinds of findings; ` +
      `${outcomes.length - missed.length} of ${outcomes.length} mutations caught`,
  );
  if (asJson) console.log(JSON.stringify({ judgements, findings, unexpected, outcomes }, null, 2));
  if (findings.length + unexpected.length + missed.length > 0) process.exitCode = 1;
}

function tabulate(outcomes: readonly Outcome[]): void {
  const table = new Table({ head: ["Mutation", "Caught by"], style: { head: [], border: [], compact: true } });
  for (const { mutation, caughtBy, stale } of outcomes) {
    const by = caughtBy ?? `NOTHING${stale === undefined ? "" : `: ${stale}`}`;
    table.push([mutation.what, by.length <= 100 ? by : `${by.slice(0, 99)}…`]);
  }
  say(table.toString());
}

function summarize(judgements: readonly Judgement[]): void {
  const kinds = new Set(judgements.flatMap(({ resources }) => Object.keys(resources)));
  const operations = new Set(judgements.flatMap(({ requests }) => Object.keys(requests)));
  const count = (of: (each: Judgement) => Readonly<Record<string, number>>) =>
    sum(judgements.flatMap((each) => Object.values(of(each))));
  say(
    `${judgements.length} configurations, ${count(({ resources }) => resources)} resources of ${kinds.size} types, ` +
      `${count(({ requests }) => requests)} requests of ${operations.size} operations, ` +
      `${sum(judgements.map(({ values }) => values))} values`,
  );
}
