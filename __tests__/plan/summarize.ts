import { asMarkdown } from "../../plan/comment/markdown";
import { PlanCollector } from "../../plan/plan-collector";
import type { Change, PlanDocument, ResourceChange } from "../../plan/plan-document";
import type { PlanSummary } from "../../plan/plan-summary";
import { PlanReader, readWholePlan } from "../../plan/read-plan";
import { StackFindings } from "../../plan/stack-findings";

/** The summary of plans by stack. */
export function summarize(plans: Readonly<Record<string, PlanDocument>>, organization?: string): PlanSummary {
  const collector = new PlanCollector(organization);
  for (const [stack, plan] of Object.entries(plans)) {
    const findings = new StackFindings(stack);
    readWholePlan(JSON.stringify(plan), findings);
    collector.add(`${stack}.json`, findings);
  }
  return collector.summary();
}

export function commentOn(summary: PlanSummary): string {
  return asMarkdown(summary).toString();
}

/** The same, read in pieces of a few bytes. */
export function summarizeStreamed(plans: Readonly<Record<string, PlanDocument>>): PlanSummary {
  const collector = new PlanCollector();
  for (const [stack, plan] of Object.entries(plans)) {
    const findings = new StackFindings(stack);
    const reader = new PlanReader(findings);
    const bytes = Buffer.from(JSON.stringify(plan));
    for (let start = 0; start < bytes.length; start += 1021) reader.write(bytes.subarray(start, start + 1021));
    reader.end();
    collector.add(`${stack}.json`, findings);
  }
  return collector.summary();
}

export function planOf(...changes: readonly ResourceChange[]): PlanDocument {
  return {
    format_version: "1.2",
    applyable: changes.length > 0,
    resource_changes: changes,
    configuration: {
      provider_config: { aws: { expressions: { allowed_account_ids: { constant_value: ["333333333333"] } } } },
    },
  };
}

export function resource(type: string, change: Change, id = "This"): ResourceChange {
  return { address: `${type}.${id}`, mode: "managed", type, change };
}

export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
