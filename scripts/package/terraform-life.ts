import { standIn } from "../terraform-environment";
import { refused, step } from "./steps";
import type { UserDirectory } from "./user-directory";

/** By the command's own deploy and by the CDKTF CLI to the second plan, which is empty, and what is said of plans. */
export function terraformLife(user: UserDirectory): void {
  if (!standIn) {
    console.log(
      "Not run: cdktf synth, deploy and the second plan, which need Terraform and a stand-in (AWS_PROVIDER_STAND_IN=1).",
    );
    return;
  }
  step("cdktf synth", user.command("cdktf", "synth"), "member-payments-prod");
  const plan = () => user.secretwatch("deploy", "--plan-only", "--plans", "plans");
  const summary = (what: string, status: number) => {
    const { status: is, output } = user.secretwatch("plan-summary", "plans");
    step(what, { status: is === status ? 0 : 1, output }, "<!-- secretwatch plan-summary -->");
  };

  step("secretwatch deploy --plan-only", plan(), "planned member-payments-prod: ");
  summary("plan-summary of the first plans: something changes", 10);
  const management = user.secretwatch("deploy", "management", "--reviewed", "plans");
  step("secretwatch deploy --reviewed", management, "applied: 1 stack (management)");
  const again = user.secretwatch("deploy", "management", "--reviewed", "plans");
  refused("secretwatch deploy --reviewed, once more", again, "the account has changed since it was planned");
  const member = user.secretwatch("deploy", "member-payments-prod", "--auto-approve");
  step("secretwatch deploy", member, "applied: 1 stack (member-payments-prod)");
  step("cdktf deploy '*'", user.command("cdktf", "deploy", "*", "--auto-approve", "--skip-provider-lock"));
  step("every second plan is empty", plan(), "planned security: no changes", "planned management: no changes");
  summary("plan-summary of the second plans: nothing changes", 0);
}
