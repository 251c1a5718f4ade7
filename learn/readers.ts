import { readerTakes } from "../config/schema/member";
import type { History, ReadsOf } from "../history/history";
import { accountsOf, type Organization } from "../organization/organization";
import { accountOf } from "./pairs";
import type { LeftOutReason } from "./proposal";

/** Permission sets of IAM Identity Center. https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html */
function isOfSingleSignOn(principal: string): boolean {
  const [, role] = principal.split(":role/");
  return role !== undefined && (role.startsWith("aws-reserved/sso.amazonaws.com/") || role.includes("AWSReservedSSO_"));
}

/** Who of the readers of a history can never be proposed. */
export class Readers {
  private readonly accounts: ReadonlySet<string>;
  private readonly byPrincipal = new Map<string, ReadsOf[]>();

  constructor(history: History, organization: Organization) {
    this.accounts = new Set(accountsOf(organization).map(({ id }) => id));
    for (const each of history.reads) {
      const { principal } = each.reader;
      if (principal === undefined) continue;
      const known = this.byPrincipal.get(principal);
      if (known === undefined) this.byPrincipal.set(principal, [each]);
      else known.push(each);
    }
  }

  /** All reads of a principal, whatever became of them. */
  readsOf(principal: string): readonly ReadsOf[] {
    return this.byPrincipal.get(principal) ?? [];
  }

  /** Why a reader is not to be expected anywhere; nothing if it may be. */
  whyNever({ reader: { type, person, principal } }: ReadsOf): LeftOutReason | undefined {
    if (type === "Root") return "root";
    if (person !== undefined) return "person";
    if (type === "IAMUser" || type === "FederatedUser") return "user";
    if (principal === undefined || !readerTakes(principal) || principal.endsWith("*")) return "unnamed";
    if (isOfSingleSignOn(principal)) return "person";
    const isService = principal.startsWith("service/");
    if (!isService && !/^arn:[^:]*:iam::\d{12}:role\//.test(principal)) return "user";
    if (!isService && !this.accounts.has(accountOf(principal)!)) return "outside";
    const all = this.readsOf(principal);
    if (all.some(({ reader }) => reader.isAdministrator === true)) return "administrator";
    if (all.some(({ verdict }) => verdict === "decoy")) return "decoy";
    if (all.some(({ verdict }) => verdict === "elsewhere")) return "elsewhere";
    // Whoever may also be a person is none but a person.
    return all.some(({ reader }) => reader.person !== undefined) ? "person" : undefined;
  }
}
