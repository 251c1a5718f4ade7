import { watchedSecretTakes } from "../config/schema/member";
import type { History } from "../history/history";
import type { MemberAccount } from "../organization/organization";
import { knownSecrets, type Listed, listedAt } from "./known-secrets";
import { accountOf, evidenceOf, type Pair } from "./pairs";
import { pathsOf } from "./paths";
import type { LeftOutReason, Proposal, Target } from "./proposal";
import type { Readers } from "./readers";
import { readThing } from "./read-thing";
import { usualPlaces } from "./usual-places";

/** Secrets that somebody has to read, and all that there are, to be expected at any. */
const FEWEST_FOR_ACCOUNT = 5;

interface About {
  readonly history: History;
  readonly readers: Readers;
  readonly fewestDays: number;
}

/** Where the readers of one member's secrets are to stand. */
export class MemberProposals {
  private readonly listed: readonly Listed[];
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly member: MemberAccount,
    private readonly about: About,
  ) {
    this.listed = listedAt(member);
    this.known = knownSecrets(member, about.history);
  }

  /** Pairs that the file has no place for. */
  refused(pairs: readonly Pair[]): readonly { readonly pair: Pair; readonly reason: LeftOutReason }[] {
    return pairs.flatMap((pair) => {
      const reason = this.whyNot(pair);
      return reason === undefined ? [] : [{ pair, reason }];
    });
  }

  of(all: readonly Pair[]): readonly Proposal[] {
    const pairs = all.filter((pair) => this.whyNot(pair) === undefined);
    const everywhere = this.everywhere(pairs);
    const others = pairs.filter(({ principal, store }) => store !== "secrets" || !everywhere.has(principal));
    const targets = this.targets(others);
    const groups = new Map<string, { target: Target; pairs: Pair[] }>();
    for (const pair of pairs) {
      const target = targets.get(pair) ?? { kind: "account" };
      const key = JSON.stringify([target, pair.principal]);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { target, pairs: [pair] });
      else known.pairs.push(pair);
    }
    return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => this.proposal(group));
  }

  private proposal({ target, pairs }: { target: Target; pairs: readonly Pair[] }): Proposal {
    const [{ principal, store }] = pairs as [Pair];
    const isService = principal.startsWith("service/");
    const { from, unusual } = usualPlaces(this.about.readers.readsOf(principal), this.about.fewestDays);
    return {
      account: this.member,
      store,
      target,
      reader: accountOf(principal) === this.member.id ? principal.split(":").slice(5).join(":") : principal,
      principal,
      evidence: evidenceOf(pairs.flatMap(({ reads }) => reads)),
      pairs,
      unusual,
      // A service reads from AWS, without an address.
      ...(isService || from === undefined ? {} : { from }),
    };
  }

  private whyNot(pair: Pair): LeftOutReason | undefined {
    const isForeign = !pair.principal.startsWith("service/") && accountOf(pair.principal) !== this.member.id;
    const exact = this.entryOf(pair);
    if (exact?.isDecoy === true) return "decoy";
    if (exact?.isMade === true && isForeign) return "made";
    if (exact !== undefined || this.pathOver(pair) !== undefined) return undefined;
    if (pair.store === "parameters") return "unnamed";
    // A secret of the same name that is made in another region: the file has one of the two.
    if (this.listed.some(({ key, name }) => key === "secrets" && name === pair.name)) return "unnamed";
    const isPath = pair.name.endsWith("/*");
    return isPath || !watchedSecretTakes(pair.name) ? "unnamed" : undefined;
  }

  private entryOf({ store, name, regions }: Pair): Listed | undefined {
    return this.listed.find((each) => isOf(each, store) && each.name === name && regions.every(isIn(each)));
  }

  /** The nearest path that something is below. */
  private pathOver({ store, name, regions }: Pair): Listed | undefined {
    const over = this.listed.filter(
      (each) => isOf(each, store) && each.name.endsWith("/") && name.startsWith(each.name) && regions.every(isIn(each)),
    );
    return over.sort((a, b) => b.name.length - a.name.length)[0];
  }

  /** Who reads all that is known of the account. */
  private everywhere(pairs: readonly Pair[]): ReadonlySet<string> {
    if (this.known.size < FEWEST_FOR_ACCOUNT) return new Set();
    const principals = new Set(pairs.filter(({ store }) => store === "secrets").map(({ principal }) => principal));
    return new Set(
      [...principals].filter((principal) => {
        const steady = pairs.filter((pair) => pair.principal === principal).map(({ name }) => name);
        const names = new Set([...steady, ...this.expectedOf(principal)]);
        return [...this.known].every((name) => names.has(name));
      }),
    );
  }

  private expectedOf(principal: string): readonly string[] {
    return this.about.readers
      .readsOf(principal)
      .filter(({ verdict, store }) => verdict === "expected" && store === "secrets")
      .map(readThing)
      .flatMap((thing) => (thing?.owner === this.member.id ? [thing.name] : []));
  }

  private targets(pairs: readonly Pair[]): ReadonlyMap<Pair, Target> {
    const targets = new Map<Pair, Target>();
    const unlisted: Pair[] = [];
    for (const pair of pairs) {
      const entry = this.entryOf(pair) ?? this.pathFor(pair, pairs);
      if (entry !== undefined)
        targets.set(pair, { kind: "listed", key: entry.key, index: entry.index, name: entry.written });
      else unlisted.push(pair);
    }
    const paths = pathsOf(unlisted, [...this.known, ...this.listed.map(({ name }) => name)]);
    for (const pair of unlisted)
      targets.set(pair, { kind: "new", name: paths.get(pair.name) ?? nameOf(pair, unlisted) });
    return targets;
  }

  /** A path in the file, for who reads all that is known below it; for others, and for parameters, the thing itself is listed. */
  private pathFor(pair: Pair, pairs: readonly Pair[]): Listed | undefined {
    const path = this.pathOver(pair);
    if (path === undefined || pair.store === "parameters") return path;
    const below = [...this.known].filter((name) => name.startsWith(path.name));
    const own = new Set(pairs.filter(({ principal }) => principal === pair.principal).map(({ name }) => name));
    return below.length > 1 && below.every((name) => own.has(name)) ? path : undefined;
  }
}

/** The whole ARN where nobody asked otherwise, so that rules know all of it; or the name. */
function nameOf({ name, arn }: Pair, pairs: readonly Pair[]): string {
  const alike = pairs.filter((pair) => pair.name === name);
  return arn !== undefined && alike.every((pair) => pair.arn === arn) && watchedSecretTakes(arn) ? arn : name;
}

function isOf({ key }: Listed, store: Pair["store"]): boolean {
  return (key === "watchedParameters") === (store === "parameters");
}

function isIn({ regions }: Listed): (region: string) => boolean {
  return (region) => regions.includes(region);
}
