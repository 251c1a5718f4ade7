// The proof of a plan: a token of GitHub that a run asked for with the plan's digest as its audience. Its claims say which
// run of which workflow of which commit it was, and nobody but GitHub can write them.
//
//   node plan-proof.mjs audience PLAN                     PLAN is a directory, as plan.sh writes it
//   node plan-proof.mjs verify PINS PLAN... <jwks.json    PINS: claims that each proof has to have; prints its commits
//
// https://docs.github.com/actions/reference/security/oidc
import { Buffer } from "node:buffer";
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

// All that is read of a plan, by whom it is applied or summed up.
const FILES = ["plan", "plan.json", "lock.hcl"];

const [command, ...args] = process.argv.slice(2);
if (command === "audience") console.log(audience(args[0]));
else verifyAll(JSON.parse(args[0]), args.slice(1), JSON.parse(readFileSync(0, "utf8")).keys);

/** What a proof is addressed to: the stack and every byte of its plan, in 64 digits. */
function audience(plan) {
  const files = FILES.filter((file) => existsSync(path.join(plan, file)));
  const digests = files.map((file) => [file, sha256(readFileSync(path.join(plan, file)))]);
  return `secretwatch-plan-${sha256(JSON.stringify([path.basename(plan), digests]))}`;
}

function verifyAll(pins, plans, keys) {
  const commits = new Set();
  const problems = [];
  for (const plan of plans) {
    try {
      commits.add(claimsOf(plan, pins, keys).sha);
    } catch (error) {
      problems.push(`${path.basename(plan)}: ${error.message}`);
    }
  }
  for (const problem of problems) console.log(`::error::${problem}. Nothing of it was applied.`);
  if (problems.length > 0) process.exitCode = 1;
  else for (const commit of commits) console.log(commit);
}

/** The claims of a plan's proof, all of which are as they have to be. */
function claimsOf(plan, pins, keys) {
  const file = path.join(plan, "proof.jwt");
  if (!existsSync(file)) throw new Error("the plan has no proof of where it was made");
  const claims = signedClaims(readFileSync(file, "utf8").trim(), keys);
  if (claims.aud !== audience(plan)) throw new Error("the plan is not the one that its proof is about");
  for (const [claim, expected] of Object.entries(pins)) {
    if (claims[claim] === expected) continue;
    throw new Error(`the plan was made where ${claim} is ${shown(claims[claim])}, and not ${shown(expected)}`);
  }
  return claims;
}

/** One algorithm: a token does not choose how it is looked at. https://www.rfc-editor.org/rfc/rfc8725#section-3.1 */
function signedClaims(token, keys) {
  const [head, body, signature, ...more] = token.split(".");
  const { alg, kid } = parsed(head);
  if (alg !== "RS256" || more.length > 0) throw new Error("the plan's proof is no token as GitHub signs them");
  const key = keys.find((each) => each.kid === kid && each.kty === "RSA");
  if (key === undefined)
    throw new Error("the plan's proof is signed with a key that GitHub does not publish (any more)");
  const text = Buffer.from(`${head}.${body}`);
  if (!verify("sha256", text, createPublicKey({ key, format: "jwk" }), Buffer.from(signature ?? "", "base64url"))) {
    throw new Error("the plan's proof is not signed by GitHub");
  }
  return parsed(body);
}

function parsed(part) {
  try {
    return Object(JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
  } catch {
    throw new Error("the plan's proof is no token as GitHub signs them");
  }
}

/** Anybody can choose the name of a branch, and write what is no token: no line of it begins a command of the runner. */
function shown(value) {
  return JSON.stringify(value ?? null).slice(0, 200);
}

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}
