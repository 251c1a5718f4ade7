import { field } from "../../patterns/condition";
import { exampleOrganization, resourceOf, resourcesOf, synthesize } from "../support/synthesized";

const organization = exampleOrganization();
const evaluated = '${file("/etc/passwd")} %{ if true }';
const written = '$${file("/etc/passwd")} %%{ if true }';

test("the description of a secret is not evaluated by Terraform", () => {
  const [first, ...others] = organization.members;
  const secrets = [{ ...first!.secrets[0]!, description: evaluated }];

  const stacks = synthesize({ ...organization, members: [{ ...first!, secrets }, ...others] });

  expect(resourceOf(stacks["member-payments-prod"], "aws_secretsmanager_secret").description).toBe(written);
});

test("neither are the pattern and the mail of a detection", () => {
  const detection = {
    ...organization.detections[0]!,
    id: "odd",
    severity: "high" as const,
    why: evaluated,
    condition: field("requestParameters.name").equals("${path.cwd}%{"),
  };

  const { security } = synthesize({ ...organization, detections: [detection] });

  expect(resourceOf(security, "aws_cloudwatch_log_metric_filter", "Detections_").pattern).toBe(
    '{ ($.requestParameters.name = "$${path.cwd}%%{") }',
  );
  const alarms = Object.values(resourcesOf(security, "aws_cloudwatch_metric_alarm"));
  expect(alarms.some(({ alarm_description: text }) => (text as string).includes(written))).toBe(true);
});
