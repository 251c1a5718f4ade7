import { gitHub, saveGitHub } from "./players";
import { poisonedArtifacts } from "./poisoned-artifacts";
import { proveAll, restorePlans } from "./reviewed-plans";
import {
  HEAD,
  RUNS,
  TEST_MERGE,
  applyRun,
  driftInApi,
  driftRun,
  honest,
  pull,
  pullRequestInApi,
  pullRequestRun,
} from "./runs";
import { play, type Outcome } from "./stage";
import { refused, step } from "./verdicts";
import { job } from "./workflow-jobs";

/** What somebody did so that a run is taken for the one whose plans were reviewed, and what is said of it. */
interface Poison {
  readonly what: string;
  readonly reason: string;
  /** What GitHub's API answers. @default - as of the honest run */
  readonly answers?: object;
  /** What GitHub signs about the run. @default - as of the honest run */
  readonly claims?: object;
}

/** Nothing of any may come to an apply. */
export function poisonedRuns(first: string, second: string): void {
  const find = (runId = "", environment: NodeJS.ProcessEnv = {}) => {
    play({ ...applyRun(second), ...environment });
    return job("apply.yml", "find", { base: first, runId }).outcome;
  };
  const poisons = [...signedOtherwise, ...otherRuns(first), ...otherPulls(second), ...otherCommits(first, second)];
  for (const { what, reason, answers = {}, claims = {} } of poisons) {
    restorePlans();
    proveAll(pullRequestRun(claims));
    saveGitHub({ ...gitHub(), answers: { ...honest(first, second), ...answers } });
    refused(`poisoned: ${what}`, find(), reason);
  }

  const elsewhere = { ...pull, base: { ...pull.base, ref: "mine" }, merge_commit_sha: second };
  saveGitHub({ ...gitHub(), answers: { [`commits/${second}/pulls`]: [elsewhere] } });
  const { output } = find();
  const told = output.includes("is of no pull request into main");
  step("poisoned: a merge into another base is none into this one", { status: told ? 0 : 1, output });

  poisonedDrift(first, second, find);
  const answerHonestly = () => {
    saveGitHub({ ...gitHub(), answers: honest(first, second) });
  };
  poisonedArtifacts(find, answerHonestly);

  restorePlans();
  answerHonestly();
  step("the honest run is taken", find());
}

/** The API shows the honest run, or can't tell it from the honest one; what made the plans was another. */
const signedOtherwise: readonly Poison[] = [
  {
    what: "a run of a pull request into another base",
    reason: 'ref is "refs/pull/8/merge"',
    claims: { ref: "refs/pull/8/merge", base_ref: "mine" },
  },
  {
    what: "the same pull request before its base was changed",
    reason: 'base_ref is "mine"',
    claims: { base_ref: "mine" },
  },
  { what: "another event", reason: 'event_name is "push"', claims: { event_name: "push" } },
  {
    what: "another workflow of the same commit",
    reason: "workflow_ref is",
    claims: { workflow_ref: "acorn/cloud/.github/workflows/mine.yml@refs/pull/7/merge" },
  },
  { what: "another run", reason: 'run_id is "72"', claims: { run_id: "72" } },
  { what: "another repository", reason: 'repository is "mallory/cloud"', claims: { repository: "mallory/cloud" } },
  { what: "another issuer", reason: "iss is", claims: { iss: "https://mallory.example" } },
];

function otherRuns(first: string): readonly Poison[] {
  const reason = "no run of the workflow pull-request of";
  const runs = (more: object) => ({ [RUNS]: { workflow_runs: [pullRequestInApi(71, more)] } });
  const checks = { check_runs: [{ name: "comment", conclusion: "success" }] };
  return [
    { what: "a run of a fork", reason, answers: runs({ head_repository: { full_name: "mallory/cloud" } }) },
    { what: "a run of another branch of the same commit", reason, answers: runs({ head_branch: "mine" }) },
    { what: "a run of another commit", reason, answers: runs({ head_sha: first }) },
    {
      what: "a run of another workflow file",
      reason,
      answers: runs({ path: ".github/workflows/pull-request.yml.mine.yml" }),
    },
    { what: "a run upon another event", reason, answers: runs({ event: "workflow_dispatch" }) },
    { what: "a run that failed", reason, answers: runs({ conclusion: "failure" }) },
    {
      what: "the comment and the check of another run, on the same commit",
      reason,
      answers: { [RUNS]: { workflow_runs: [] }, [`commits/${HEAD}/check-runs`]: checks },
    },
  ];
}

function otherPulls(second: string): readonly Poison[] {
  const pulls = (...all: readonly object[]) => ({
    [`commits/${second}/pulls`]: all.map((more) => ({ ...pull, merge_commit_sha: second, ...more })),
  });
  const from = (repo: object | null) => pulls({ head: { ...pull.head, repo } });
  return [
    { what: "a fork", reason: "came from a fork", answers: from({ full_name: "mallory/cloud" }) },
    { what: "a fork that is gone", reason: "came from a fork", answers: from(null) },
    { what: "two pull requests", reason: "is of several pull requests", answers: pulls({}, { number: 8 }) },
  ];
}

function otherCommits(first: string, second: string): readonly Poison[] {
  const where = `git/commits/${TEST_MERGE}`;
  const commit = honest(first, second)[where] as object;
  const made = (more: object) => ({ [where]: { ...commit, ...more } });
  return [
    {
      what: "another head",
      reason: "is not the merge of",
      answers: made({ parents: [{ sha: first }, { sha: second }] }),
    },
    {
      what: "a head that was not merged for a try",
      reason: "is not the merge of",
      answers: made({ parents: [{ sha: HEAD }] }),
    },
    {
      what: "another merge commit",
      reason: "what was merged is not the same",
      answers: made({ tree: { sha: first } }),
    },
  ];
}

type Find = (runId?: string, environment?: NodeJS.ProcessEnv) => Outcome;

function poisonedDrift(first: string, second: string, find: Find): void {
  const reason = "is not one of the workflow drift of";
  const poisons: readonly (Poison & { readonly environment?: NodeJS.ProcessEnv })[] = [
    {
      what: "an apply of a tag named main",
      reason: "this is refs/tags/main",
      environment: { GITHUB_REF: "refs/tags/main" },
    },
    { what: "drift of a tag named main", reason: 'ref is "refs/tags/main"', claims: { ref: "refs/tags/main" } },
    { what: "drift of another commit", reason, answers: { head_sha: first } },
    { what: "drift of a fork", reason, answers: { head_repository: { full_name: "mallory/cloud" } } },
    { what: "drift upon a push", reason, answers: { event: "push" } },
    { what: "drift of a file named like it", reason, answers: { path: ".github/workflows/drift.yml.mine.yml" } },
    { what: "drift of another commit, signed", reason: "sha is", claims: { sha: first } },
    { what: "drift upon another event, signed", reason: "event_name is", claims: { event_name: "pull_request" } },
  ];
  for (const { what, reason: said, answers = {}, claims = {}, environment } of poisons) {
    restorePlans();
    proveAll(driftRun(second, claims));
    saveGitHub({ ...gitHub(), answers: { "actions/runs/55": driftInApi(second, answers) } });
    refused(`poisoned: ${what}`, find("55", environment), said);
  }
}
