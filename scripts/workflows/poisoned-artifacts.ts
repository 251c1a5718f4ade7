import { generateKeyPairSync } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { proveAll, restorePlans } from "./reviewed-plans";
import { pullRequestRun } from "./runs";
import { repository, workspace, type Outcome } from "./stage";
import { refused } from "./verdicts";

const plan = path.join(repository, "plans/member-payments-dev");
const proof = path.join(plan, "proof.jwt");

/** Plans that were changed, moved or signed by somebody else after they were made. */
export function poisonedArtifacts(find: () => Outcome, answerHonestly: () => void): void {
  const poisoned = (what: string, reason: string, change: () => void) => {
    restorePlans();
    change();
    answerHonestly();
    refused(`poisoned: ${what}`, find(), reason);
  };

  for (const file of ["plan", "plan.json", "lock.hcl"]) {
    poisoned(`another ${file} in the artifact`, "is not the one that its proof is about", () => {
      writeFileSync(path.join(plan, file), Buffer.concat([readFileSync(path.join(plan, file)), Buffer.from(" ")]));
    });
  }
  poisoned("the plan of another stack", "is not the one that its proof is about", () => {
    cpSync(plan, path.join(repository, "plans/management"), { recursive: true });
  });
  poisoned("plans of two commits", "the plans are of several commits", () => {
    const other = path.join(repository, "plans/management");
    cpSync(plan, other, { recursive: true });
    proveAll(pullRequestRun({ sha: "c".repeat(40) }));
    const proofOfOther = readFileSync(path.join(other, "proof.jwt"));
    proveAll(pullRequestRun());
    writeFileSync(path.join(other, "proof.jwt"), proofOfOther);
  });
  poisoned("a plan without a proof", "has no proof of where it was made", () => {
    rmSync(proof);
  });
  poisoned("a proof that somebody else signed", "is not signed by GitHub", () => {
    const other = path.join(workspace, "other.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(other, privateKey.export({ format: "pem", type: "pkcs8" }));
    proveAll({ ...pullRequestRun(), SIGNED_BY: other });
  });
  for (const [what, head, reason] of otherHeads) {
    poisoned(what, reason, () => {
      const [, body, signature] = readFileSync(proof, "utf8").trim().split(".");
      writeFileSync(proof, `${Buffer.from(JSON.stringify(head)).toString("base64url")}.${body}.${signature}`);
    });
  }
  poisoned("a proof that is none", "is no token as GitHub signs them", () => {
    writeFileSync(proof, "::set-output name=pins::{}");
  });
  restorePlans();
}

const otherHeads = [
  ["a proof without a signature", { alg: "none" }, "is no token as GitHub signs them"],
  ["a proof with a public key as password", { alg: "HS256", kid: "one" }, "is no token as GitHub signs them"],
  ["a proof of an unknown key", { alg: "RS256", kid: "two" }, "a key that GitHub does not publish"],
] as const;
