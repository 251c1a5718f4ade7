import { composerDefinition } from "../../../messages/reads/composer";
import type { Account } from "../../../organization/organization";
import { decisions } from "../../../reads/undecided-reads";
import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { runComposer } from "../../support/run-composer";

const names = (...ids: readonly string[]) => ({ ids, unsuffixed: [], idPrefixes: [] });
const account = (id: string) => ({ id }) as Account;

/** An account where the developer may read what an account and region is asked for. */
const undecided = (id: string, region: string) => ({
  expectations: [
    {
      reader: `arn:aws:iam::${id}:role/developer`,
      any: false,
      ...names("prod/database", `arn:aws:secretsmanager:${region}:${id}:secret:prod/database`),
    },
  ],
  decoys: names(),
});

const input = (secretId: string) =>
  readInput({
    what: "",
    detection: "unexpected-secret-read",
    record: exampleRecord(1, { userIdentity: roleSession("developer", "jane"), requestParameters: { secretId } }),
  });
const { account: id, region } = input("x").event as { readonly account: string; readonly region: string };

test.each([
  ["expected by name", "prod/database", 0],
  ["expected by ARN", `arn:aws:secretsmanager:${region}:${id}:secret:prod/database`, 0],
  ["unexpected", "prod/other", 4],
])(
  "nobody and no program is told of a read that the rules could not leave out, and that is %s",
  async (_, secretId, sent) => {
    const facts = {
      ...exampleFacts,
      decisions: decisions([{ account: account(id), region, undecided: undecided(id, region) }]),
    };

    const { publications, path, status } = await runComposer(facts, input(secretId));

    expect(path).toContain("Is it expected");
    expect(publications).toHaveLength(sent);
    expect(status).toBe("SUCCEEDED");
  },
);

test("what is expected in one account and region is not in another", async () => {
  const facts = (of: string, there: string) => ({
    ...exampleFacts,
    decisions: decisions([{ account: account(of), region: there, undecided: undecided(of, there) }]),
  });

  for (const [of, there] of [
    ["999999999999", region],
    [id, "sa-east-1"],
  ] as const) {
    const { publications } = await runComposer(facts(of, there), input("prod/database"));

    expect(publications.length).toBeGreaterThan(0);
  }
});

test("readers that are the same in many accounts stand in the definition once", () => {
  const accounts = Array.from({ length: 500 }, (_, index) => account(String(100_000_000_000 + index)));
  const all = decisions(accounts.map((each) => ({ account: each, region, undecided: undecided(each.id, region) })));

  expect(all.kinds).toHaveLength(1);
  expect(Object.keys(all.places)).toHaveLength(500);
});

test("where rules leave nothing undecided, nothing is asked", () => {
  expect(composerDefinition(exampleFacts)).not.toContain("Is it expected");
});
