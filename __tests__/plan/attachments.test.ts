import type { Change, ConfiguredResource, PlanDocument, ResourceChange } from "../../plan/plan-document";
import { exitCode } from "../../plan/plan-summary";
import { commentOn, planOf, policy, resource, summarize } from "./summarize";

const create = (after: object, after_unknown: object = {}): Change => ({
  actions: ["create"],
  before: null,
  after,
  after_unknown,
});
const destroy = (before: object): Change => ({ actions: ["delete"], before, after: null });
const GUARDRAIL = "aws_organizations_policy";
const BINDING = "aws_organizations_policy_attachment";

function withReferences(plan: PlanDocument, ...resources: readonly ConfiguredResource[]): PlanDocument {
  return { ...plan, configuration: { ...plan.configuration, root_module: { resources } } };
}

const content = policy({ Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" });
const guardrail = (name: string, type = "SERVICE_CONTROL_POLICY") =>
  resource(GUARDRAIL, create({ name, type, content }, { id: true }), name);
const binding = (name: string, target_id: string): readonly [ResourceChange, ConfiguredResource] => [
  resource(BINDING, create({ target_id }, { policy_id: true }), `${name}-${target_id}`),
  {
    address: `${BINDING}.${name}-${target_id}`,
    type: BINDING,
    expressions: { policy_id: { references: [`${GUARDRAIL}.${name}.id`, `${GUARDRAIL}.${name}`] } },
  },
];

test("a new policy of the organization stands first, open, with what it is put on by name", () => {
  const bindings = [binding("keep", "ou-work"), binding("keep", "333333333333"), binding("inside", "ou-work")];
  const plan = withReferences(
    planOf(
      guardrail("keep"),
      guardrail("inside", "RESOURCE_CONTROL_POLICY"),
      resource(
        "aws_sns_topic_policy",
        create({ policy: policy({ Effect: "Allow", Principal: { AWS: "a" }, Action: "sns:Publish" }) }),
      ),
      ...bindings.map(([change]) => change),
    ),
    ...bindings.map(([, configured]) => configured),
  );

  const comment = commentOn(summarize({ management: plan }));

  expect(comment).toContain("## Terraform plan: the organization's policies change\n");
  expect(comment).toMatch(
    /\n\n### Policies of the organization\n\n- \*\*Puts\*\* `inside` \(resource control policy\) on `ou-work`, in/,
  );
  expect(comment).toContain(
    "- **Puts** `keep` (service control policy) on `management` (333333333333), `ou-work`, in `management` (333333333333)\n",
  );
  const [guardrails = "", folded = ""] = comment.split("<details>");
  expect(guardrails).toContain("+ deny everybody in the accounts below its targets: cloudtrail:StopLogging");
  expect(folded).not.toContain("StopLogging");
});

test("one that is taken off is dangerous, by its name where the plan has it", () => {
  const kept: Change = { actions: ["no-op"], before: { id: "p-1", name: "keep" }, after: { id: "p-1", name: "keep" } };
  const summary = summarize({
    management: planOf(
      resource(GUARDRAIL, kept),
      resource(BINDING, destroy({ policy_id: "p-1", target_id: "ou-work" })),
    ),
  });

  expect(exitCode(summary)).toBe(20);
  expect(commentOn(summary)).toContain("- **The policy no longer binds its target**");
  expect(commentOn(summary)).toContain("- **Takes** `keep` off `ou-work`, in `management`");
});

test.each<[string, object, object | null, string]>([
  ["aws_iam_role_policy_attachment", { role: "ci", policy_arn: "arn:p" }, null, "- **Puts** `arn:p` on `role ci`, in"],
  ["aws_iam_user_policy_attachment", { user: "u", policy_arn: "arn:p" }, null, "- **Puts** `arn:p` on `user u`, in"],
  ["aws_iam_group_policy_attachment", { group: "g", policy_arn: "arn:p" }, null, "- **Puts** `arn:p` on `group g`, in"],
  [
    "aws_iam_policy_attachment",
    { roles: ["a", "b"], users: [], groups: ["g"], policy_arn: "arn:p" },
    { roles: ["a"], users: [], groups: ["g", "h"], policy_arn: "arn:p" },
    "- **Puts** `arn:p` on `role b`, in",
  ],
])("%s is told as who gets which policy", (type, after, before, line) => {
  const change: Change = before === null ? create(after) : { actions: ["update"], before, after };

  const comment = commentOn(summarize({ a: planOf(resource(type, change)) }));

  expect(comment).toContain("### Who may do what\n");
  expect(comment).toContain(line);
  expect(comment.includes("- **Takes** `arn:p` off `group h`")).toBe(before !== null);
});

test.each(["AdministratorAccess", "IAMFullAccess", "SecretsManagerReadWrite"])(
  "%s for somebody is dangerous, taken off it is not",
  (name) => {
    const attributes = { role: "ci", policy_arn: `arn:aws:iam::aws:policy/${name}` };
    const of = (change: Change) => summarize({ a: planOf(resource("aws_iam_role_policy_attachment", change)) });

    expect(of(create(attributes)).dangers[0]!.value.what).toBe(
      `lets role ci do whatever arn:aws:iam::aws:policy/${name} allows`,
    );
    expect(exitCode(of(destroy(attributes)))).toBe(10);
  },
);

test("whom nobody knows yet is said to be known after the apply", () => {
  const change = create({}, { policy_arn: true, role: true });

  expect(commentOn(summarize({ a: planOf(resource("aws_iam_role_policy_attachment", change)) }))).toContain(
    "- **Puts** `(known after the apply)` on `role (known after the apply)`, in",
  );
});
