import { rmSync } from "node:fs";

import { synthesize, verdictOf, workspace } from "./requests/configuration";
import { configurations } from "./requests/configurations";
import { judge, whyNoJudge, type Judgement } from "./requests/judge";
import { kindsOfFindings, render, sum } from "./requests/report";

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
  const all = configurations();
  const accepted = all.filter(({ refused }) => refused === undefined);
  const unexpected = all.flatMap((each) => {
    const { taken, said } = verdictOf(each);
    if (each.refused === undefined) return taken ? [] : [`${each.name} has to be taken, and check says:\n${said}`];
    if (taken) return [`${each.name} has to be refused by check, and is taken`];
    return each.refused.test(said) ? [] : [`${each.name} is refused, but not for what is wrong with it:\n${said}`];
  });

  const judgements = judge(accepted.map(synthesize));
  const findings = kindsOfFindings(judgements);
  summarize(judgements);
  for (const each of unexpected) say(`FAILED ${each}`);
  for (const each of findings) say(render(each));
  say(`${findings.length + unexpected.length} kinds of findings`);
  if (asJson) console.log(JSON.stringify({ judgements, findings, unexpected }, null, 2));
  if (findings.length + unexpected.length > 0) process.exitCode = 1;
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
