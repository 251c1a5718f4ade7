import { type Account, accountsOf, type Organization } from "../organization/organization";
import type { Decisions, Reader, Undecided, UndecidedParameters } from "../organization/reads-of-account";
import { forwardingRegions } from "../organization/regions";

/** What rules of an account and region leave undecided. */
interface UndecidedIn<Kind> {
  readonly account: Account;
  readonly region: string;
  readonly undecided: Kind;
}

/** Where rules send expected reads beside unexpected ones, or ones from an unexpected place. */
export interface UndecidedReads extends UndecidedIn<Undecided> {
  /** Readers all of whose reads are sent. */
  readonly strangers: readonly Reader[];
}

/** All of an organization; none where every expected reader fits into rules and none has places. */
export function undecidedReads(organization: Organization): readonly UndecidedReads[] {
  return accountsOf(organization).flatMap((account) =>
    forwardingRegions(organization, account.regions).flatMap((region) => {
      const { undecided, strangers } = organization.readPatterns.of(account, region);
      return undecided === undefined ? [] : [{ account, region, undecided, strangers }];
    }),
  );
}

/** Account and region as they stand in what is the same in many of them; in no name and no ARN is such a character. */
export const leveled = { account: "<a>", region: "<r>" } as const;

/** The same of listed parameters, in every account and region that lists some. */
export function undecidedParameters(organization: Organization): readonly UndecidedIn<UndecidedParameters>[] {
  return accountsOf(organization).flatMap((account) =>
    forwardingRegions(organization, account.regions).flatMap((region) => {
      const { undecidedParameters: undecided } = organization.readPatterns.of(account, region);
      return undecided === undefined ? [] : [{ account, region, undecided }];
    }),
  );
}

/** All of an organization in as few words as can be: readers of every account stand there once. */
export function decisions<Kind>(all: readonly UndecidedIn<Kind>[]): Decisions<Kind> {
  const kinds = new Map<string, number>();
  const places = all.map(({ account, region, undecided }) => {
    const text = JSON.stringify(undecided).replaceAll(account.id, leveled.account).replaceAll(region, leveled.region);
    const kind = kinds.get(text) ?? kinds.size;
    kinds.set(text, kind);
    return [`${account.id}/${region}`, kind] as const;
  });
  return {
    places: Object.fromEntries(places),
    kinds: [...kinds.keys()].map((text) => JSON.parse(text) as Kind),
  };
}
