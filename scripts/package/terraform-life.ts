import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { standIn } from "../terraform-environment";
import { step } from "./steps";
import type { UserDirectory } from "./user-directory";

/** Through the CDKTF CLI to the second plan, which is empty, and what is said of plans. */
export function terraformLife(user: UserDirectory): void {
  if (!standIn) {
    console.log(
      "Not run: cdktf synth, deploy and the second plan, which need Terraform and a stand-in (AWS_PROVIDER_STAND_IN=1).",
    );
    return;
  }
  step("cdktf synth", user.command("cdktf", "synth"), "member-payments-prod");
  const stacks = readdirSync(user.file("cdktf.out/stacks")).sort();
  const terraform = (stack: string, ...args: string[]) =>
    user.run("terraform", `-chdir=${path.join("cdktf.out/stacks", stack)}`, ...args);
  const summary = (what: string, status: number) => {
    for (const stack of stacks) {
      const { stdout = "" } = terraform(stack, "show", "-json", "plan");
      writeFileSync(user.file(path.join("plans", `${stack}.json`)), stdout);
    }
    const { status: is, output } = user.secretwatch("plan-summary", "plans");
    step(what, { status: is === status ? 0 : 1, output }, "<!-- secretwatch plan-summary -->");
  };

  mkdirSync(user.file("plans"));
  for (const stack of stacks) {
    terraform(stack, "init");
    step(`${stack}: plan`, terraform(stack, "plan", "-out=plan"));
  }
  summary("plan-summary of the first plans: something changes", 10);
  const deploy = ["deploy", "*", "--auto-approve", "--skip-provider-lock"];
  step("cdktf deploy '*'", user.command("cdktf", ...deploy));
  for (const stack of stacks) {
    step(`${stack}: the second plan is empty`, terraform(stack, "plan", "-out=plan", "-detailed-exitcode"));
  }
  summary("plan-summary of the second plans: nothing changes", 0);
}
