import { type Account, accountsOf, type Organization } from "../organization/organization";
import type { Decisions, Reader, Undecided } from "../organization/reads-of-account";
import { forwardingRegions } from "../organization/regions";

/** Where rules send expected reads beside unexpected ones, or ones from an unexpected place. */
export interface UndecidedReads {
  readonly account: Account;
  readonly region: string;
  readonly undecided: Undecided;
  /** Readers all of whose reads are sent. */
  readonly strangers: readonly Reader[];
  /** Whether each region that the account forwards from is among these. @default false */
  readonly everywhere?: boolean;
}

/** All of an organization; none where every expected reader fits into rules and none has places. */
export function undecidedReads(organization: Organization): readonly UndecidedReads[] {
  return accountsOf(organization).flatMap((account) => {
    const regions = forwardingRegions(organization, account.regions);
    const all = regions.flatMap((region) => {
      const { undecided, strangers } = organization.readPatterns.of(account, region);
      return undecided === undefined ? [] : [{ account, region, undecided, strangers }];
    });
    return all.map((each) => ({ ...each, everywhere: all.length === regions.length }));
  });
}

/** Account and region as they stand in what is the same in many of them; in no name and no ARN is such a character. */
export const leveled = { account: "<a>", region: "<r>" } as const;

/** All of an organization in as few words as can be: readers of every account stand there once, and accounts that are alike in all regions. */
export function decisions(all: readonly Omit<UndecidedReads, "strangers">[]): Decisions {
  const kinds = new Map<string, number>();
  const accounts = new Map<
    string,
    { readonly region: string; readonly kind: number; readonly everywhere: boolean }[]
  >();
  for (const { account, region, undecided, everywhere = false } of all) {
    const text = JSON.stringify(undecided).replaceAll(account.id, leveled.account).replaceAll(region, leveled.region);
    const kind = kinds.get(text) ?? kinds.size;
    kinds.set(text, kind);
    accounts.set(account.id, [...(accounts.get(account.id) ?? []), { region, kind, everywhere }]);
  }
  const places = [...accounts].flatMap(([id, regions]) => {
    const [{ kind, everywhere }] = regions as [(typeof regions)[0]];
    if (everywhere && regions.every((each) => each.kind === kind)) return [[id, kind] as const];
    return regions.map((each) => [`${id}/${each.region}`, each.kind] as const);
  });
  return {
    places: Object.fromEntries(places),
    kinds: [...kinds.keys()].map((text) => JSON.parse(text) as Undecided),
  };
}
