import { generateKeyPairSync } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { exampleFile } from "../example-files";
import { git, repository, root, store, workspace } from "./stage";

export interface GitHub {
  comments: { id: number; body: string; user: { login: string } }[];
  issues: { number: number; title: string; body: string; state: string }[];
  answers: Record<string, unknown>;
}

/** A repository with the example and its workflows, and the players on the PATH. */
export function prepare(): void {
  mkdirSync(path.join(workspace, "bin"), { recursive: true });
  mkdirSync(repository);
  cpSync(path.join(root, "examples/github"), path.join(repository, ".github"), { recursive: true });
  const example = readFileSync(path.join(root, exampleFile), "utf8");
  writeFileSync(
    path.join(repository, "organization.yaml"),
    `${example}
deployment: { state: { type: s3, bucket: acorn-terraform-state } }
pipeline:
  oidc:
    plan: ["repo:acorn/cloud:pull_request", "repo:acorn/cloud:ref:refs/heads/main"]
    apply: ["repo:acorn/cloud:environment:secretwatch-0-security", "repo:acorn/cloud:environment:secretwatch-2-management", "repo:acorn/cloud:environment:secretwatch-canary", "repo:acorn/cloud:environment:secretwatch-all"]
`,
  );
  writeFileSync(path.join(repository, ".gitignore"), "cdktf.out/\nplans/\ncomments/\n");
  saveGitHub({ comments: [], issues: [], answers: {} });

  player("gh", `exec "${process.execPath}" "${path.join(workspace, "bin/gh.mjs")}" "$@"`);
  writeFileSync(path.join(workspace, "bin/gh.mjs"), gh());
  player("npx", npx());
  player("terraform", terraform());
  player("curl", `exec "${process.execPath}" "${path.join(workspace, "bin/curl.mjs")}" "$@"`);
  writeFileSync(path.join(workspace, "bin/curl.mjs"), curl());
  player(
    "aws",
    `printf '%s\\n' "$*" >>"${path.join(workspace, "aws.log")}"
echo '{"Credentials":{"AccessKeyId":"id","SecretAccessKey":"key","SessionToken":"session"}}'`,
  );
  git("init", "--quiet", "--initial-branch=main");
}

function player(name: string, script: string): void {
  const file = path.join(workspace, "bin", name);
  writeFileSync(file, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(file, 0o755);
}

/** The command of this checkout. */
function npx(): string {
  return `shift
exec node "${path.join(root, "cli/secretwatch.mjs")}" "$@"`;
}

/** The real one, with state in files from its init on, as the stand-in is to be kept from any bucket. */
function terraform(): string {
  return `directory="\${1#-chdir=}"
if [ "\${2:-}" = init ]; then
  file="$directory/cdk.tf.json"
  jq --arg path "${path.join(workspace, "state")}/$(basename "$directory").tfstate" '.terraform.backend = { local: { path: $path } }' "$file" >"$file.new"
  mv "$file.new" "$file"
fi
PATH="\${PATH#*:}" exec terraform "$@"`;
}

/** GitHub's own word: tokens with the claims of the run that is played, and the key that they are signed with. */
function curl(): string {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = path.join(workspace, "key.pem");
  writeFileSync(key, privateKey.export({ format: "pem", type: "pkcs8" }));
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "one" }];
  return `import { readFileSync } from "node:fs";
import { createPrivateKey, sign } from "node:crypto";
const url = process.argv.findLast((each) => each.startsWith("https://"));
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
if (url === "https://token.actions.githubusercontent.com/.well-known/jwks") console.log(${JSON.stringify(JSON.stringify({ keys }))});
else {
  const claims = { iss: "https://token.actions.githubusercontent.com", ...JSON.parse(process.env.CLAIMS), aud: new URL(url).searchParams.get("audience") };
  const text = part({ alg: "RS256", kid: "one" }) + "." + part(claims);
  const signature = sign("sha256", text, createPrivateKey(readFileSync(process.env.SIGNED_BY ?? ${JSON.stringify(key)})));
  console.log(JSON.stringify({ value: text + "." + signature.toString("base64url") }));
}
`;
}

/** Comments, issues and answers that were put there; nothing else is known. */
function gh(): string {
  return `import { readFileSync, writeFileSync } from "node:fs";
const [api, ...args] = process.argv.slice(2);
const value = (name) => args[args.indexOf(name) + 1];
const method = args.includes("--method") ? value("--method") : "GET";
const where = args.find((each) => each.startsWith("repos/acorn/cloud/")).slice("repos/acorn/cloud/".length);
const github = JSON.parse(readFileSync(process.env.GH_STORE, "utf8"));
const input = args.includes("--input") ? JSON.parse(readFileSync(value("--input"), "utf8")) : {};
for (const [index, each] of args.entries()) if (each === "-f") input[args[index + 1].split("=")[0]] = args[index + 1].split("=")[1];
const bot = { login: "github-actions[bot]" };
const route = method + " " + where.replace(/\\?per_page.*/, "").replace(/\\/[0-9]+$/, "/N");
const id = Number(/[0-9]+$/.exec(where)?.[0]);
const routes = {
  "GET issues/7/comments": () => github.comments,
  "POST issues/7/comments": () => github.comments.push({ id: github.comments.length + 1, user: bot, ...input }),
  "PATCH issues/comments/N": () => Object.assign(github.comments.find((each) => each.id === id), input),
  "GET issues?state=open&creator=github-actions%5Bbot%5D&per_page=100": () => github.issues.filter(({ state }) => state === "open"),
  "POST issues": () => github.issues.push({ number: github.issues.length + 1, state: "open", ...input }),
  "PATCH issues/N": () => Object.assign(github.issues.find((each) => each.number === id), input),
};
const known = routes[route] ?? (method === "GET" && where in github.answers ? () => github.answers[where] : undefined);
if (api !== "api" || known === undefined) { console.error("gh: not known: " + route + " (" + where + ")"); process.exit(1); }
const answer = known();
if (method === "GET") console.log(JSON.stringify(answer));
else writeFileSync(process.env.GH_STORE, JSON.stringify(github));
`;
}

export function gitHub(): GitHub {
  return JSON.parse(readFileSync(store, "utf8")) as GitHub;
}

export function saveGitHub(github: GitHub): void {
  writeFileSync(store, JSON.stringify(github));
}
