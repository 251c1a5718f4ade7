import type { CloudTrailRecord } from "../../../detections/detection";
import type { ComposerFacts } from "../../../messages/reads/composer-facts";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { runComposer } from "../../support/run-composer";

/** Subjects of the mails that people get, and the addresses of owners. */
async function told(
  [eventName, requestParameters]: readonly [string, object],
  { more = {}, facts = exampleFacts }: { readonly more?: CloudTrailRecord; readonly facts?: ComposerFacts } = {},
) {
  const record = exampleRecord(1, {
    eventSource: "ssm.amazonaws.com",
    eventName,
    userIdentity: roleSession("developer", "x"),
    requestParameters: { withDecryption: true, ...requestParameters },
    ...more,
  });
  const { publications, status } = await runComposer(
    facts,
    readInput({ what: "", detection: "unexpected-parameter-read", record }),
  );
  expect(status).toBe("SUCCEEDED");
  const owners = publications.flatMap(({ MessageAttributes }) => MessageAttributes?.owners?.StringValue ?? []);
  return { subjects: [...new Set(publications.flatMap(({ Subject }) => Subject ?? []))], owners };
}

test.each<[string, readonly [string, object], string]>([
  ["by name", ["GetParameter", { name: "/prod/db/password" }], "/prod/db/password was read by role/developer"],
  [
    "without its first slash and by label",
    ["GetParameter", { name: "prod/db/password:live" }],
    "/prod/db/password was read by role/developer",
  ],
  [
    "among others",
    ["GetParameters", { names: ["/public/a", "/prod/db/password"] }],
    "2 parameters were read by role/developer",
  ],
  [
    "by the path above",
    ["GetParametersByPath", { path: "/prod/db" }],
    "parameters below /prod/db were read by role/developer",
  ],
])("a parameter that was read %s is told", async (_, call, text) => {
  const { subjects } = await told(call);

  expect(subjects).toEqual([`[high] payments-prod: ${text}`]);
});

test.each<[string, readonly [string, object]]>([
  ["one that is not listed", ["GetParameter", { name: " /prod/db/password-2" }]],
  ["a path that is above nothing of the list", ["GetParametersByPath", { path: "/prod" }]],
])("%s is not told, though a rule sends it", async (_, call) => {
  expect((await told(call)).subjects).toEqual([]);
});

test("a decoy is told as critical, however it is asked for", async () => {
  for (const call of [
    ["GetParameter", { name: "/prod/backup/admin:1" }],
    ["GetParametersByPath", { path: "/", recursive: true }],
    ["GetParameters", { names: ["/prod/db/password", "prod/backup/admin"] }],
  ] as const) {
    const { subjects } = await told(call);

    expect(subjects[0]).toMatch(/^\[critical\] payments-prod: (a decoy among|decoy) /);
  }
});

test("a parameter that is called like a decoy among the secrets is told all the same", async () => {
  const facts = { ...exampleFacts, decoyNames: ["/prod/db/password"] };

  expect((await told(["GetParameter", { name: "/prod/db/password" }], { facts })).subjects).toHaveLength(1);
});

test("owners of a parameter are told, and not those of a secret of the same name", async () => {
  const facts = {
    ...exampleFacts,
    secretOwners: [
      { accountId: "333333333333", secretName: "/prod/db/password", owner: "secrets@acorn.example" },
      { accountId: "333333333333", secretName: "parameter /prod/db/*", owner: "parameters@acorn.example" },
    ],
  };

  const { owners } = await told(["GetParameter", { name: "/prod/db/password" }], { facts });

  expect(owners).toEqual(['["payments@acorn.example","parameters@acorn.example"]']);
});
