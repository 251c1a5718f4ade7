import type { Organization } from "../organization/organization";
import type { Finding } from "./finding";
import type { RefusedLook } from "./inquiry";
import { liveTypes } from "./live/live-types";
import { findingsOfRefusals } from "./refusals";
import { type Sender, sendersOf, SECURITY } from "./signs";
import { centralIdsOf } from "./stacks-of-accounts";
import type { WantedStack } from "./wanted";

/** What is kept of all that is looked at: what is found, and the little that is needed when all has been looked at. */
export class Gathered {
  /** Ids of accounts whose stacks were looked at. */
  readonly accounts = new Set<string>();
  readonly senders: Sender[] = [];
  withSecurity = false;
  readonly looked = { stacks: 0, resources: 0, unread: 0 };
  private readonly found: Finding[] = [];
  private readonly repeated = new Set<string>();
  /** Of places that are asked by whoever looks, which may be refused for one cause. */
  private readonly centralRefusals: RefusedLook[] = [];
  /** Ids of central accounts. */
  readonly central: ReadonlySet<string>;

  constructor(private readonly organization: Organization) {
    this.central = centralIdsOf(organization);
  }

  /** All that was found, what could not be found out first. */
  get findings(): readonly Finding[] {
    const refused = findingsOfRefusals(this.centralRefusals).filter((each) => this.isNew(each));
    return [...refused, ...this.found];
  }

  look(stacks: readonly WantedStack[]): void {
    for (const stack of stacks) {
      this.accounts.add(stack.account);
      this.senders.push(...sendersOf(stack, this.organization));
      this.withSecurity ||= stack.name === SECURITY;
      this.looked.stacks++;
      this.looked.resources += stack.resources.length;
      this.looked.unread += stack.resources.filter(({ type }) => typeof liveTypes[type] !== "function").length;
    }
  }

  refuse(looks: readonly RefusedLook[]): void {
    const isCentral = ({ refusal: { place } }: RefusedLook) => place.account === "" || this.central.has(place.account);
    this.centralRefusals.push(...looks.filter(isCentral));
    this.find(findingsOfRefusals(looks.filter((each) => !isCentral(each))));
  }

  find(findings: readonly Finding[]): void {
    for (const each of findings) if (this.isNew(each)) this.found.push(each);
  }

  /** The same of what only a stack can have done that is deployed: one that is not sends nothing. */
  findOfDeployed(findings: readonly Finding[]): void {
    const missing = new Set(this.found.filter(({ kind }) => kind === "stack-not-deployed").map(({ stack }) => stack));
    this.find(findings.filter(({ stack }) => !missing.has(stack)));
  }

  /** An account or a region that can't be asked is found by each part that asks. */
  private isNew({ kind, place: { account, region } }: Finding): boolean {
    if (kind !== "account-unreachable" && kind !== "region-off") return true;
    const key = JSON.stringify(kind === "region-off" ? [kind, account, region] : [kind, account]);
    if (this.repeated.has(key)) return false;
    this.repeated.add(key);
    return true;
  }
}
