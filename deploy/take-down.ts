import { asMarkdown } from "../plan/comment/markdown";
import { lossOf } from "../resources/resource-types";
import { inWaves } from "../stacks/deployments";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { indented, joined, painted, terminal, type TerminalText } from "../text/terminal";
import { applyAll } from "./applying";
import { diagnosticsText, type Messages, said } from "./diagnostics";
import { Fates } from "./fates";
import { planAll, summaryOf, type Planned, type PlanProps } from "./planning";
import type { RunResult } from "./rollout";
import { backwards, type Stack } from "./stack";

export interface TakeDownProps extends PlanProps {
  /** What has to be typed for it. */
  readonly organizationId: string;
  /** Whether nobody is asked. @default - the id of the organization has to be typed */
  readonly autoApprove?: boolean;
}

/** What Terraform says of a resource that `prevent_destroy` protects, and OpenTofu from 1.12 on. */
const PROTECTED = /^(Resource instance|Instance) cannot be destroyed$/;

const SWITCH_OFF = "Deploy it with protection: false first, which switches that off.";

/** More names than that nobody reads. */
const MOST_NAMES = 6;

/**
 * Destroys stacks, those that depend on others first. All of them are planned before, and where one can't be, nothing is destroyed:
 * otherwise accounts would go unwatched before it is seen that what watches them has to stay.
 *
 * @param stacks as they are deployed
 */
export async function takeDown(stacks: readonly Stack[], props: TakeDownProps): Promise<RunResult> {
  const { voice, processes } = props;
  const fates = new Fates(stacks);
  const result = { fates, isRefused: false };
  const order = backwards(stacks);
  const { planned, failed } = await planAll(order, "Planning", { ...props, destroy: true });
  for (const { stack } of failed) fates.set(stack.stack, "failed");
  for (const { stack, findings } of planned) if (!findings.changes) fates.set(stack.stack, "as it was");
  for (const { stack, messages } of failed) voice.complain(refusal(stack.stack, messages));
  const changed = planned.filter(({ findings }) => findings.changes);
  const refused = changed.filter(({ findings: { refused = [] } }) => refused.length > 0);
  for (const { stack, findings } of refused) {
    fates.set(stack.stack, "failed");
    voice.complain(
      joined(
        [...findings.refused!, SWITCH_OFF].map((each) => terminal`${painted("bold", stack.stack)}: ${each}`),
        "\n",
      ),
    );
  }
  if (failed.length + refused.length > 0) voice.complain(terminal`Nothing was destroyed.`);
  if (failed.length + refused.length > 0 || changed.length === 0 || processes.isStopped()) return result;

  if (!(await isConfirmed(changed, props))) {
    for (const { stack } of changed) fates.set(stack.stack, "not approved");
    return result;
  }
  const problems = new Map<string, Messages>();
  for (const { stacks: inWave } of inWaves(order)) {
    const { ended, failed } = await applyAll(inWave, changed, { what: "Destroying", done: "destroyed" }, props);
    for (const [stack, end] of ended) if (end === "done") fates.set(stack, "destroyed");
    for (const [stack, messages] of failed) {
      fates.set(stack, "failed");
      problems.set(stack, messages);
    }
    if (processes.isStopped() || failed.size > 0) break;
  }
  for (const [stack, messages] of problems) voice.complain(diagnosticsText(stack, messages));
  return result;
}

async function isConfirmed(changed: readonly Planned[], props: TakeDownProps): Promise<boolean> {
  const { voice, organizationId, autoApprove = false } = props;
  voice.say(asMarkdown(summaryOf(changed)));
  const first = changed.flatMap(({ findings }) => findings.first ?? []);
  if (first.length > 0)
    voice.say(joined([painted("bold", "Before it can be destroyed:"), ...first.map(indented)], "\n"));
  if (autoApprove) return true;
  const answer = await voice.ask(
    terminal`This destroys ${plural(changed.length, "stack")}. To do it, type the id of the organization, ${organizationId}: `,
  );
  if (answer === organizationId) return true;
  voice.complain(
    answer === undefined
      ? terminal`Nobody answers: nothing was destroyed. Where nobody is asked, --auto-approve destroys.`
      : terminal`That is not the id: nothing was destroyed.`,
  );
  return false;
}

/** Why a stack is not destroyed: what is protected with what would be lost, and whatever else Terraform says. */
function refusal(stack: string, messages: Messages): TerminalText {
  const isProtected = ({ summary }: Messages["diagnostics"][number]) => PROTECTED.test(summary);
  const addresses = messages.diagnostics
    .filter(isProtected)
    .map(({ detail, place = "" }) => addressIn(detail) ?? place);
  const others = messages.without(isProtected);
  const parts = others.isEmpty && addresses.length > 0 ? [] : [diagnosticsText(stack, others)];
  if (addresses.length === 0) return joined(parts, "\n");
  const types = [...new Set(addresses.map((address) => address.split(".")[0]!))];
  const kept = types.map((type) => {
    const names = addresses
      .filter((address) => address.startsWith(`${type}.`))
      .map((each) => each.slice(type.length + 1));
    const loss = lossOf(type);
    const noun = loss === undefined ? type : loss.noun;
    const lost = loss === undefined ? "" : `; lost would be: ${loss.lost}`;
    return said(terminal`${plural(names.length, noun)} (${andMore(names, MOST_NAMES)})${lost}`.toString());
  });
  const head = terminal`${painted("bold", stack)}: ${painted("red", "protected")}: not destroyed is what can't be made again as it was:`;
  return joined([...parts, head, ...kept.map(indented)], "\n");
}

/** "Resource aws_kms_key.Key has lifecycle.prevent_destroy set, but …", or "Resource instance aws_kms_key.Key has prevent_destroy set, but …" */
function addressIn(detail: string): string | undefined {
  return /^Resource (?:instance )?(\S+) has (?:lifecycle\.)?prevent_destroy set/.exec(detail)?.[1];
}
