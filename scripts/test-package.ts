import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { devDependencies } from "../package.json";
import { library } from "./package/library";
import { otherVersion } from "./package/other-version";
import { pack, root, strangersIn } from "./package/packed";
import { terraformLife } from "./package/terraform-life";
import { refused, step, summary } from "./package/steps";
import { UserDirectory } from "./package/user-directory";
import { writtenWorkflows } from "./package/written-workflows";

/**
 * Packs the project, installs what came of it in an empty directory and goes through it as its user would: begins, checks,
 * synthesizes, deploys against a stand-in of the AWS provider where there is one, changes, updates, and uses the library.
 * Needs npm's registry, or what npm has of it; for nothing else the network.
 */
const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-package-"));
const MOST_BYTES = 1_500_000;

try {
  main();
} finally {
  rmSync(workspace, { recursive: true });
}
if (!summary()) process.exitCode = 1;

function main(): void {
  const packed = pack("--pack-destination", workspace);
  const tarball = path.join(workspace, packed.filename);
  console.log(`${packed.filename}: ${Math.round(packed.size / 1000)} kB, ${packed.files.length} files`);
  step(`the package has at most ${MOST_BYTES / 1000} kB`, packed.size <= MOST_BYTES);
  step("the package has what it needs and nothing else", { status: 0, output: strangersIn(packed).join("\n") }, /^$/);

  const user = new UserDirectory(workspace);
  user.run("git", "init", "--quiet", "--initial-branch=main");
  // In the repository, so that what is compared with can be installed from there.
  cpSync(tarball, user.file(packed.filename));
  const { typescript, "@types/node": types } = devDependencies;
  const beside = [`cdktf-cli@${devDependencies["cdktf-cli"]}`, `typescript@${typescript}`, `@types/node@${types}`];
  step("npm install", user.install(`./${packed.filename}`, ...beside));
  const [maker, secondCdktf] = ["tsx", "secretwatch/node_modules/cdktf"].map((name) =>
    user.file(`node_modules/${name}`),
  );
  step("what it is made with is not installed with it", !existsSync(maker!));
  step("there is one CDKTF, for it and for an app of one's own", !existsSync(secondCdktf!));

  begin(user);
  step("git commit", user.commit("Begin"));
  configure(user);
  writtenWorkflows(user);
  terraformLife(user);
  library(user);
  otherVersion(user, workspace, tarball);
}

function begin(user: UserDirectory): void {
  step("init", user.secretwatch("init", "--workflows", "github"), "organization.yaml", "cdktf.json", "Next", "1. ");
  const before = readFileSync(user.file("organization.yaml"), "utf8");
  const schema = /\$schema=(\S+)/.exec(before)?.[1] ?? "";
  step("editors find the schema", JSON.parse(readFileSync(user.file(schema), "utf8")) !== null);
  refused("init does not overwrite", user.secretwatch("init"), "organization.yaml is there already", "cdktf.json is");
  step("init left what was there", readFileSync(user.file("organization.yaml"), "utf8") === before);
  step("check", user.secretwatch("check"), "organization.yaml is correct");
}

/** The placeholders are named, and of the same file the package makes what the project makes. */
function configure(user: UserDirectory): void {
  const file = user.file("organization.yaml");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace("example: true\n", ""));
  refused(
    "check names each placeholder",
    user.secretwatch("check"),
    ...["organizationId", "organizationalUnits.workloads", "management.id", "security.id", "alerts.emails[0]"],
    ...["members[0].id", "members[0].owner"],
  );
  writeFileSync(file, before);
  step("synth", user.secretwatch("synth"), "member-payments-prod", "node_modules/secretwatch/docs/deploying.md");
  const ours = user.run(process.execPath, path.join(root, "cli/secretwatch.mjs"), "synth", "--quiet", "-o", "clone");
  step("synth of a clone", ours);
  step("the package makes byte for byte what a clone makes", user.run("diff", "-r", "clone", "cdktf.out"));
  rmSync(user.file("clone"), { recursive: true });
  step("diff of nothing", user.secretwatch("diff", "HEAD"), "Nothing changes against HEAD.");
}
