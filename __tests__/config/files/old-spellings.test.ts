import path from "node:path";

import type { Problem } from "../../../config/files/problem";
import { loadOrganization } from "../../../config/load-organization";
import { correct, problemsOf } from "../checks/problems-of";
import { temporaryDirectory } from "../../support/temporary-directory";

function load(text: string) {
  const notes: Problem[] = [];
  const file = path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml");
  const organization = loadOrganization(file, (note) => notes.push(note));
  return { organization, notes: notes.map((note) => `${note.path}: ${note.message}`) };
}

test("what was called otherwise before goes on working, and is told with its place", () => {
  const { organization, notes } = load(
    `${correct}modes: { all: watch, canary: notify }\nguardrails: { protectPipeline: { securityAccount: true } }\n`,
  );

  expect(organization.members.map(({ mode }) => mode)).toContain("quiet");
  expect(organization.guardrails.protectWatch.securityAccount).toBe(true);
  expect(notes).toEqual([
    "modes.all: watch is called quiet now; both mean the same.",
    "guardrails.protectPipeline: protectPipeline is called protectWatch now; both mean the same.",
  ]);
});

test("nothing is told of what is written as it is called now", () => {
  const { notes } = load(`${correct}modes: { all: quiet }\nguardrails: { protectWatch: { securityAccount: true } }\n`);

  expect(notes).toEqual([]);
});

test("a mistake below an old key is told where it stands", () => {
  const [problem] = problemsOf(`${correct}guardrails:\n  protectPipeline:\n    securityAccount: maybe\n`);

  const line = correct.split("\n").length + 2;
  expect(problem).toContain(`organization.yaml:${line}:22`);
  expect(problem).toContain("securityAccount is true or false");
});

test("the old key beside the new one is a key that is not known", () => {
  const text = `${correct}guardrails:\n  protectPipeline: { securityAccount: true }\n  protectWatch: {}\n`;

  expect(problemsOf(text).join()).toContain("guardrails.protectPipeline: unknown key");
});
