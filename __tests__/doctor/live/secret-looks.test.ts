import { secretLooks } from "../../../doctor/live/secret-looks";
import { changed } from "../../support/looked-at";
import {
  type Fault,
  findingsIn,
  gone,
  healthyEverything,
  operationsOf,
  pathOf,
  kindsIn,
} from "../../support/planted-faults";

const secret = "secretsmanager/describe-secret/333333333333/ap-southeast-1/prod%2Fpayments%2Fdatabase";
const policy = "secretsmanager/get-resource-policy/333333333333/ap-southeast-1/prod%2Fpayments%2Fdatabase";
const decoy = "secretsmanager/describe-secret/333333333333/ap-southeast-1/prod%2Fbackup%2Froot";
const ofAws = "secretsmanager/describe-secret/333333333333/ap-southeast-1/prod%2Fbackup%2Fsecond";
const adopted = "secretsmanager/describe-secret/333333333333/ap-northeast-1/prod%2Fpayments%2Fadopted";
const key = "arn:aws:kms:ap-southeast-1:999999999999:key/0123abcd-0123-0123-0123-0123456789ab";
const copy = { Region: "eu-west-1", Status: "InSync" };

const faults: readonly Fault[] = [
  ["a secret is scheduled for deletion", secret, ["DeletedDate"], new Date(0), "secret-going"],
  ["a decoy is scheduled for deletion", decoy, ["DeletedDate"], new Date(0), "secret-going"],
  ["a secret has another key", secret, ["KmsKeyId"], key, "secret-key"],
  ["a secret has the key of AWS", secret, ["KmsKeyId"], undefined, "secret-key"],
  ["a secret has a key instead of AWS's", ofAws, ["KmsKeyId"], key, "secret-key"],
  ["a copy has failed", secret, ["ReplicationStatus", 0, "Status"], "Failed", "secret-copy-old"],
  ["a copy was cut off", secret, ["ReplicationStatus", 0, "Status"], "Detached", "secret-copy-old"],
  ["a copy has another key", secret, ["ReplicationStatus", 0, "KmsKeyId"], key, "secret-copies"],
  ["a copy is gone", secret, ["ReplicationStatus"], undefined, "secret-copies"],
  ["there is a copy more", secret, ["ReplicationStatus", 1], copy, "secret-copies"],
  ["a secret that wants none has a copy", decoy, ["ReplicationStatus"], [copy], "secret-copies"],
  ["a secret has no policy", policy, ["ResourcePolicy"], undefined, "secret-policy"],
  [
    "a secret has another policy",
    policy,
    ["ResourcePolicy"],
    '{"Version":"2012-10-17","Statement":[]}',
    "secret-policy",
  ],
  ["a decoy has no value", decoy, ["VersionIdsToStages"], undefined, "decoy-empty"],
  ["a decoy has a pending value only", decoy, ["VersionIdsToStages"], { a: ["AWSPENDING"] }, "decoy-empty"],
];

const kindsOf = (answers: Parameters<typeof findingsIn>[1]) => kindsIn(secretLooks, answers);

describe("secrets", () => {
  test.each(faults)("one finding where %s", async (_name, answer, members, value, kind) => {
    const answers = changed(healthyEverything().answers, pathOf(answer), members, value);

    expect(await kindsOf(answers)).toEqual([kind]);
  });

  test("a secret that is gone is one finding, its policy and value are none", async () => {
    const policyOfDecoy = decoy.replace("describe-secret", "get-resource-policy");
    const findings = await findingsIn(secretLooks, { ...healthyEverything().answers, ...gone(decoy, policyOfDecoy) });

    expect(findings).toMatchObject([
      { kind: "resource-missing", what: expect.stringContaining("prod/backup/root") as unknown },
    ]);
  });

  test.each([
    ["rotation", secret, ["RotationEnabled"], true],
    ["tags", secret, ["Tags"], [{ Key: "a", Value: "b" }]],
    ["a copy that is on its way", secret, ["ReplicationStatus", 0, "Status"], "InProgress"],
    ["the key of a secret that was taken over without one", adopted, ["KmsKeyId"], key],
    ["copies of a secret that was taken over without any", adopted, ["ReplicationStatus"], [copy]],
  ])("no finding of %s", async (_name, answer, members, value) => {
    expect(await kindsOf(changed(healthyEverything().answers, pathOf(answer), members, value))).toEqual([]);
  });

  test("asks what secrets are like, and for no value", async () => {
    const asked = await operationsOf(secretLooks);

    expect(asked.filter((operation) => operation.startsWith("secretsmanager:"))).toEqual([
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy",
    ]);
  });
});
