import { ExpectedReadersError } from "../../reads/unexpected-reads";
import { accountsOf, type Account, type Organization } from "../../organization/organization";
import type { Problem } from "../files/problem";
import { forwardingRegions } from "../../organization/regions";
import type { ConfigView } from "./config-view";

/** In each account and region, event patterns can tell expected reads from unexpected ones. Of each account, once. */
export function checkExpectedReaders(view: ConfigView, organization: Organization): readonly Problem[] {
  const problems = accountsOf(organization).flatMap((account) => checkAccount(view, organization, account));
  // Readers of all accounts are one problem, however many accounts there are.
  return [...new Map(problems.map((problem) => [`${problem.file} ${problem.path}`, problem])).values()];
}

function checkAccount(view: ConfigView, organization: Organization, account: Account): readonly Problem[] {
  for (const region of forwardingRegions(organization, account.regions)) {
    try {
      organization.readPatterns.of(account, region);
    } catch (error) {
      if (!(error instanceof ExpectedReadersError)) throw error;
      return [problemOf(view, account, region, error)];
    }
  }
  return [];
}

function problemOf({ root, accounts }: ConfigView, { name, id }: Account, region: string, error: ExpectedReadersError) {
  const { document, path, entry } = accounts.find((each) => each.entry.id === id)!;
  const key = ["expectedReaders", "secrets"].find((each) => entry[each] !== undefined);
  const message = `${name} (${id}) in ${region}: ${error.message}`;
  return key === undefined
    ? root.problemWithKey(["defaults", "expectedReaders"], message, error.remedy)
    : document.problemWithKey([...path, key], message, error.remedy);
}
