import { asMarkdown } from "../plan/comment/markdown";
import { exitCode } from "../plan/plan-summary";
import { inWaves } from "../stacks/deployments";
import { plural } from "../text/plural";
import { joined, painted, terminal, type TerminalText } from "../text/terminal";
import { applyAll, isStale } from "./applying";
import { diagnosticsText, type Messages } from "./diagnostics";
import { Fates } from "./fates";
import { planAll, summaryOf, type Planned, type PlanProps } from "./planning";
import type { Stack } from "./stack";

export interface RolloutProps extends PlanProps {
  /** Whether nobody is asked. @default - before each wave */
  readonly autoApprove?: boolean;
  /** Whether also what is dangerous is applied without asking. */
  readonly allowDangerous?: boolean;
}

/** How a run ended. */
export interface RunResult {
  readonly fates: Fates;
  /** Whether something dangerous was not applied, because nobody could be asked. */
  readonly isRefused: boolean;
}

/**
 * Plans and applies stacks, wave by wave: those of a wave at the same time, asked for once. Where one fails, the others of its wave
 * are finished and no later wave begins.
 */
export async function rollOut(stacks: readonly Stack[], props: RolloutProps): Promise<RunResult> {
  const { voice, processes } = props;
  const fates = new Fates(stacks);
  const problems = new Map<string, Messages>();
  const refusals: TerminalText[] = [];
  let isRefused = false;
  for (const { name, stacks: inWave } of inWaves(stacks)) {
    voice.say(painted("bold", terminal`Wave ${name}: ${plural(inWave.length, "stack")}`));
    const { planned, failed } = await planAll(inWave, "Planning", props);
    for (const { stack, messages } of failed) note(stack.stack, messages);
    for (const { stack, refusal } of planned) if (refusal !== undefined) refuse(stack.stack, refusal);
    const fitting = planned.filter(({ refusal }) => refusal === undefined);
    for (const { stack, findings } of fitting) if (!findings.changes) fates.set(stack.stack, "as it was");
    const changed = fitting.filter(({ findings }) => findings.changes);
    if (changed.length > 0 && !processes.isStopped()) {
      const answer = await approval(name, changed, props);
      isRefused ||= answer === "refused";
      if (answer === "approved") await apply(inWave, changed);
      else for (const { stack } of changed) fates.set(stack.stack, "not approved");
    }
    if (processes.isStopped() || inWave.some((each) => fates.left.includes(each))) break;
  }
  for (const [stack, messages] of problems) voice.complain(diagnosticsText(stack, messages));
  for (const refusal of refusals) voice.complain(refusal);
  return { fates, isRefused };

  function refuse(stack: string, why: TerminalText): void {
    fates.set(stack, "refused");
    refusals.push(
      terminal`${painted("bold", stack)}: ${painted("red", "refused")}: ${why}. Nothing of it was applied.`,
    );
  }

  function note(stack: string, messages: Messages): void {
    fates.set(stack, "failed");
    problems.set(stack, messages);
  }

  async function apply(inWave: readonly Stack[], changed: readonly Planned[]): Promise<void> {
    const { ended, failed } = await applyAll(inWave, changed, { what: "Applying", done: "applied" }, props);
    for (const [stack, end] of ended) if (end === "done") fates.set(stack, "applied");
    for (const [stack, messages] of failed) {
      note(
        stack,
        isStale(messages) ? messages.behind("Something was applied since it was planned: deploy again.") : messages,
      );
    }
  }
}

/** Shows what a wave changes, and asks whether to apply it, unless it was reviewed: whoever approved it has seen what is dangerous. */
async function approval(
  wave: string,
  changed: readonly Planned[],
  { voice, autoApprove, allowDangerous, reviewed }: RolloutProps,
): Promise<"approved" | "refused" | "not approved"> {
  const summary = summaryOf(changed);
  voice.say(asMarkdown(summary));
  if (reviewed !== undefined) return "approved";
  const isDangerous = exitCode(summary) === 20;
  if (autoApprove) {
    if (!isDangerous || allowDangerous) return "approved";
    voice.complain(
      terminal`Wave ${wave} is not applied: it has something dangerous, which takes --allow-dangerous or somebody who is asked.`,
    );
    return "refused";
  }
  const what = isDangerous ? painted("red", "what is dangerous above, and all else, ") : "it ";
  const answer = await voice.ask(
    terminal`Apply ${what}to ${plural(changed.length, "stack")} of wave ${wave}? Only "yes" does it: `,
  );
  if (answer === "yes") return "approved";
  voice.complain(
    answer === undefined
      ? terminal`Nobody answers: add --auto-approve, or --plan-only.`
      : terminal`Wave ${wave} is not applied.`,
  );
  return "not approved";
}

/** Plans stacks and says what they change, whatever their waves are. */
export async function planOnly(stacks: readonly Stack[], props: PlanProps): Promise<{ readonly isWhole: boolean }> {
  const { planned, failed } = await planAll(stacks, "Planning", props);
  const { voice } = props;
  if (planned.length > 0) voice.say(asMarkdown(summaryOf(planned)));
  for (const { stack, messages } of failed) voice.complain(diagnosticsText(stack.stack, messages));
  return { isWhole: planned.length === stacks.length };
}

/** What is left to do, and how to go on. @param again commands, one after the other */
export function goingOn({ left }: Fates, what: string, again: readonly string[]): TerminalText | undefined {
  if (left.length === 0) return undefined;
  return joined([terminal`To go on, ${what}:`, ...again.map((each) => terminal`  ${each}`)], "\n");
}
