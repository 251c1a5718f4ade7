import type { MemberEntry } from "../config/schema/member";
import type { Account, MemberAccount } from "../organization/organization";
import type { Mode } from "../organization/settings";
import type { OrganizationFile } from "../config/schema/organization-file";
import { memberStackName } from "../stacks/deployments";
import { plural } from "../text/plural";
import { changeId, changesIn, listDifference, pairs, type Change } from "./change";
import { keyChanges, type AccountContext, type Between, type ModelWords } from "./key-words";
import { ownerWatch } from "./recipient-changes";
import { moveOfState } from "./moved-state";
import { readerChanges } from "./reader-changes";
import { secretChanges } from "./secret-changes";
import { watchedSecretChanges } from "./watched-secret-changes";

interface CentralContext extends AccountContext {
  readonly role: CentralRole;
}

type CentralRole = "management" | "security" | "log archive";

const modeWords: Readonly<Record<Mode, Pick<Change, "watch" | "text">>> = {
  quiet: { watch: "less", text: "It is quiet now: nobody is told of what happens there." },
  notify: { watch: "more", text: "People are told now; it was quiet." },
};

/** What every account has. */
const accountWords: Omit<ModelWords<Account, OrganizationFile["management"], AccountContext>, "id" | "name"> = {
  tags: (_, __, { account }) => [
    changesIn("settings", account)(changeId("tags-changed", account.name), "same", "The tags change."),
  ],
  mode: (_, young, { account }) => {
    const { watch, text } = modeWords[young];
    return [changesIn("modes", account)(changeId(`mode-${young}`, account.name), watch, text)];
  },
  expectedReaders: (old, young, { account }) => readerChanges(old, young, account, { what: "any secret" }),
  regions: regionChanges,
};

const memberWords: ModelWords<MemberAccount, MemberEntry, AccountContext> = {
  id: "Members are found by it.",
  name: renamed,
  organizationalUnit: (old, young, { account }) => [
    changesIn("accounts", account)(
      changeId("account-moved", account.name, young),
      "same",
      `The account moves from unit ${old} to ${young}.`,
    ),
  ],
  wave: (old, young, { account }) => [
    changesIn("accounts", account)(
      changeId("wave-changed", account.name, young),
      "same",
      `The account moves from wave ${old} to ${young}.`,
    ),
  ],
  owner: (old, young, { account, ...between }) => [
    changesIn("recipients", account)(
      changeId("owner-changed", account.name, young),
      ownerWatch(between),
      `The owner is ${young} instead of ${old}.`,
    ),
  ],
  ...accountWords,
  secrets: secretChanges,
  watchedSecrets: watchedSecretChanges,
};

/** Its stack is another, with an empty state, until that of the old one is moved. */
function renamed(old: string, young: string, { account, ...between }: AccountContext): readonly Change[] {
  const stacks = [memberStackName({ name: old }), memberStackName({ name: young })] as const;
  const move = moveOfState(between, stacks) ?? "with those of all stacks";
  return [
    changesIn("accounts", account)(
      changeId("account-renamed", old, young),
      "same",
      `The account was ${old}: its stack is ${stacks[1]} now. Move its state before anybody plans, or everything is made a second time: ${move}.`,
      true,
    ),
  ];
}

const centralWords: ModelWords<Account, OrganizationFile["management"], CentralContext> = {
  id: (old, _, { role, account }) => [
    changesIn("accounts", account)(
      changeId(`${role}-account-changed`, account.name),
      "same",
      `It is the ${role} account instead of ${old}: what is there is made anew.`,
      true,
    ),
  ],
  name: (old, _, { role, account }) => [
    changesIn("accounts", account)(
      changeId(`${role}-account-renamed`, account.name),
      "same",
      `The ${role} account was called ${old}.`,
    ),
  ],
  ...accountWords,
};

/** Members that come or go, and what changes in those that stay. */
export function memberChanges(
  before: readonly MemberAccount[],
  after: readonly MemberAccount[],
  between: Between,
): readonly Change[] {
  const idOf = ({ id }: Account) => id;
  const { lost, gained } = listDifference(before, after, idOf);
  return [
    ...lost.map(removed),
    ...gained.map(added),
    ...pairs(before, after, idOf).flatMap(([old, young]) =>
      keyChanges(memberWords, old, young, contextOf(old, young, between)),
    ),
  ];
}

function contextOf(old: Account, young: Account, between: Between): AccountContext {
  return { ...between, account: accountOf(young), ofAccount: [old.expectedReaders, young.expectedReaders] };
}

function accountOf({ id, name }: Account): NonNullable<Change["account"]> {
  return { id, name };
}

function removed(member: MemberAccount): Change {
  return changesIn("accounts", accountOf(member))(
    changeId("account-removed", member.name),
    "less",
    `The account is removed: nothing keeps its watch up any more. What stack ${memberStackName(member)} made stays in AWS, with ${plural(member.secrets.length, "secret")}.`,
  );
}

function added(member: MemberAccount): Change {
  return changesIn("accounts", accountOf(member))(
    changeId("account-added", member.name),
    "more",
    `The account is new, in wave ${member.wave}, with ${plural(member.secrets.length, "secret")}.`,
  );
}

/** A central account that keeps its role, under whatever name or id. */
export function centralChanges(role: CentralRole) {
  return (old: Account, young: Account, between: Between): readonly Change[] =>
    keyChanges(centralWords, old, young, { ...contextOf(old, young, between), role });
}

/** The account of the bucket, which is in that of security where there is none. */
export function logArchiveChanges(
  old: Account | undefined,
  young: Account | undefined,
  between: Between,
): readonly Change[] {
  if (old !== undefined && young !== undefined) return centralChanges("log archive")(old, young, between);
  const [kind, text] =
    young === undefined
      ? ["given-up", "The log archive account is given up: the bucket is in the security account now."]
      : ["added", "The account is the log archive now: it holds the bucket instead of the security account."];
  const account = accountOf((young ?? old)!);
  return [changesIn("accounts", account)(changeId(`log-archive-${kind}`, account.name), "same", text, true)];
}

/** Regions that the account leaves out or takes up; what is governed no more, or newly, is said of all accounts at once. */
function regionChanges(
  old: readonly string[],
  young: readonly string[],
  { before, after, account }: AccountContext,
): readonly Change[] {
  const { lost, gained } = listDifference(old, young);
  const change = changesIn("accounts", account);
  return [
    ...lost
      .filter((region) => after.governedRegions.includes(region))
      .map((region) =>
        change(
          changeId("account-region-left-out", account.name, region),
          "less",
          `${region} is left out: who reads secrets there is not told of, and what was made there is destroyed.`,
        ),
      ),
    ...gained
      .filter((region) => before.governedRegions.includes(region))
      .map((region) =>
        change(changeId("account-region-taken-up", account.name, region), "more", `${region} is watched, too.`),
      ),
  ];
}
