import { git } from "./stage";

const DRIFT = ".github/workflows/drift.yml";
const PULL_REQUEST = ".github/workflows/pull-request.yml";
export const HEAD = "a".repeat(40);
export const TEST_MERGE = "b".repeat(40);
const repositories = { repository: { full_name: "acorn/cloud" }, head_repository: { full_name: "acorn/cloud" } };

/** A run as GitHub tells it to whoever trusts its signature. */
function runOf(claims: object): NodeJS.ProcessEnv {
  return { CLAIMS: JSON.stringify({ repository: "acorn/cloud", ...claims }) };
}

export function driftRun(commit: string, more: object = {}): NodeJS.ProcessEnv {
  const ref = "refs/heads/main";
  const workflow = `acorn/cloud/${DRIFT}@${ref}`;
  return runOf({
    event_name: "schedule",
    ref,
    base_ref: "",
    workflow_ref: workflow,
    run_id: "55",
    sha: commit,
    ...more,
  });
}

/** Of pull request 7, of its head and the branch, merged for a try. */
export function pullRequestRun(more: object = {}): NodeJS.ProcessEnv {
  const ref = "refs/pull/7/merge";
  const workflow = `acorn/cloud/${PULL_REQUEST}@${ref}`;
  const run = { event_name: "pull_request", ref, base_ref: "main", workflow_ref: workflow, run_id: "71" };
  return runOf({ ...run, sha: TEST_MERGE, ...more });
}

export function applyRun(commit: string): NodeJS.ProcessEnv {
  return { CLAIMS: "{}", GITHUB_SHA: commit, GITHUB_REF: "refs/heads/main" };
}

/** The same run as GitHub's API has it, which says less. */
export function driftInApi(commit: string, more: object = {}) {
  return { ...repositories, head_branch: "main", head_sha: commit, path: DRIFT, event: "schedule", ...more };
}

export function pullRequestInApi(id: number, more: object = {}) {
  const run = { head_branch: "mail-relay", head_sha: HEAD, path: PULL_REQUEST, event: "pull_request" };
  return { id, run_number: id, ...repositories, ...run, conclusion: "success", ...more };
}

interface Pull {
  readonly number: number;
  readonly base: { readonly ref: string; readonly repo: { readonly full_name: string } };
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly full_name: string } };
  readonly merge_commit_sha: string;
  readonly merged_at: string;
}

export const pull: Omit<Pull, "merge_commit_sha"> = {
  number: 7,
  base: { ref: "main", repo: { full_name: "acorn/cloud" } },
  head: { ref: "mail-relay", sha: HEAD, repo: { full_name: "acorn/cloud" } },
  merged_at: "2026-11-28T08:00:00Z",
};

export const RUNS = `actions/workflows/pull-request.yml/runs?head_sha=${HEAD}&event=pull_request&status=success`;

/** What GitHub's API answers about pull request 7, merged as `second`. */
export function honest(first: string, second: string): Record<string, unknown> {
  const tree = { sha: git("rev-parse", `${second}^{tree}`).trim() };
  return {
    [`commits/${second}/pulls`]: [{ ...pull, merge_commit_sha: second }],
    [RUNS]: { workflow_runs: [pullRequestInApi(70), pullRequestInApi(71)] },
    [`git/commits/${TEST_MERGE}`]: { parents: [{ sha: first }, { sha: HEAD }], tree },
  };
}
