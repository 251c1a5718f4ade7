import { isDeepStrictEqual } from "node:util";

import type { Account, MemberAccount, Organization } from "../config/organization";
import { changeId, listDifference, pairs, type Change } from "./change";
import { readerChanges } from "./reader-changes";
import { secretChanges } from "./secret-changes";

/** Accounts that come, go, get another name or another place, and what changes in those that stay. */
export function accountChanges(before: Organization, after: Organization): readonly Change[] {
  const idOf = ({ id }: Account) => id;
  const { lost, gained } = listDifference(before.members, after.members, idOf);
  return [
    ...lost.map(removed),
    ...gained.map(added),
    ...pairs(before.members, after.members, idOf).flatMap(([old, young]) => [
      ...changed(old, young),
      ...regionChanges(before, after, old, young),
      ...secretChanges(old, young, after),
    ]),
    ...pairs(centralOf(before), centralOf(after), ([role]) => role).flatMap(([[role, old], [, young]]) => [
      ...centralChanges(role, old, young),
      ...regionChanges(before, after, old, young),
    ]),
    ...logArchiveChanges(before, after),
  ];
}

const accountOf = ({ id, name }: Account) => ({ id, name });

function removed(member: MemberAccount): Change {
  return {
    id: changeId("account-removed", member.name),
    area: "accounts",
    watch: "less",
    guarded: true,
    text: `The account is removed: nothing keeps its watch up any more. What stack member-${member.name} made stays in AWS, with ${count(member)}.`,
    account: accountOf(member),
  };
}

function added(member: MemberAccount): Change {
  return {
    id: changeId("account-added", member.name),
    area: "accounts",
    watch: "more",
    guarded: false,
    text: `The account is new, in wave ${member.wave}, with ${count(member)}.`,
    account: accountOf(member),
  };
}

function count({ secrets }: MemberAccount): string {
  return secrets.length === 1 ? "1 secret" : `${secrets.length} secrets`;
}

function changed(old: MemberAccount, young: MemberAccount): readonly Change[] {
  const change = (id: string, text: string, guarded = false): Change => ({
    id,
    area: "accounts",
    watch: "same",
    guarded,
    text,
    account: accountOf(young),
  });
  const moves = [
    old.name === young.name
      ? undefined
      : change(
          changeId("account-renamed", old.name, young.name),
          `The account was ${old.name}: its stack is member-${young.name} now and starts with an empty state; what member-${old.name} made stays in the old one until somebody moves it.`,
          true,
        ),
    old.organizationalUnit === young.organizationalUnit
      ? undefined
      : change(
          changeId("account-moved", young.name, young.organizationalUnit),
          `The account moves from unit ${old.organizationalUnit} to ${young.organizationalUnit}.`,
        ),
    old.wave === young.wave
      ? undefined
      : change(
          changeId("wave-changed", young.name, young.wave),
          `The account moves from wave ${old.wave} to ${young.wave}.`,
        ),
    old.owner === young.owner
      ? undefined
      : {
          ...change(
            changeId("owner-changed", young.name, young.owner),
            `The owner is ${young.owner} instead of ${old.owner}.`,
          ),
          area: "recipients" as const,
        },
  ];
  return [...moves.filter((each) => each !== undefined), ...everyAccount(old, young)];
}

/** What central accounts and members have alike. */
function everyAccount(old: Account, young: Account): readonly Change[] {
  const account = accountOf(young);
  const tags: Change = {
    id: changeId("tags-changed", young.name),
    area: "settings",
    watch: "same",
    guarded: false,
    text: "The tags change.",
    account,
  };
  return [
    ...(isDeepStrictEqual(old.tags, young.tags) ? [] : [tags]),
    ...modeChanges(old, young),
    ...readerChanges(old.expectedReaders, young.expectedReaders, account, "any secret"),
  ];
}

/** Regions that the account leaves out or takes up; what is governed no more, or newly, is said of all accounts at once. */
function regionChanges(before: Organization, after: Organization, old: Account, young: Account): readonly Change[] {
  const { lost, gained } = listDifference(old.regions, young.regions);
  const change = (kind: string, region: string) => ({
    id: changeId(kind, young.name, region),
    area: "accounts" as const,
    account: accountOf(young),
  });
  return [
    ...lost
      .filter((region) => after.governedRegions.includes(region))
      .map((region): Change => ({
        ...change("account-region-left-out", region),
        watch: "less",
        guarded: true,
        text: `${region} is left out: who reads secrets there is not told of, and what was made there is destroyed.`,
      })),
    ...gained
      .filter((region) => before.governedRegions.includes(region))
      .map((region): Change => ({
        ...change("account-region-taken-up", region),
        watch: "more",
        guarded: false,
        text: `${region} is watched, too.`,
      })),
  ];
}

function modeChanges(old: Account, young: Account): readonly Change[] {
  if (old.mode === young.mode) return [];
  const less = young.mode === "watch";
  return [
    {
      id: changeId(`mode-${young.mode}`, young.name),
      area: "modes",
      watch: less ? "less" : "more",
      guarded: false,
      text: less ? "Only watched now: nobody is told of what happens there." : "People are told now, not only watched.",
      account: accountOf(young),
    },
  ];
}

type Central = readonly [role: string, account: Account];

function centralOf({ management, security, logArchive }: Organization): readonly Central[] {
  return [
    ["management", management],
    ["security", security],
    ...(logArchive === undefined ? [] : [["log archive", logArchive] as const]),
  ];
}

function centralChanges(role: string, old: Account, young: Account): readonly Change[] {
  const change = (kind: string, text: string, guarded: boolean): Change => ({
    id: changeId(`${role.replace(" ", "-")}-${kind}`, young.name),
    area: "accounts",
    watch: "same",
    guarded,
    text,
    account: accountOf(young),
  });
  return [
    ...(old.id === young.id
      ? []
      : [
          change(
            "account-changed",
            `It is the ${role} account instead of ${old.id}: what is there is made anew.`,
            true,
          ),
        ]),
    ...(old.name === young.name
      ? []
      : [change("account-renamed", `The ${role} account was called ${old.name}.`, false)]),
    ...everyAccount(old, young),
  ];
}

function logArchiveChanges({ logArchive: old }: Organization, { logArchive: young }: Organization): readonly Change[] {
  if ((old === undefined) === (young === undefined)) return [];
  const account = (young ?? old)!;
  return [
    {
      id: changeId(young === undefined ? "log-archive-given-up" : "log-archive-added", account.name),
      area: "accounts",
      watch: "same",
      guarded: true,
      text:
        young === undefined
          ? "The log archive account is given up: the bucket is in the security account now."
          : "The account is the log archive now: it holds the bucket instead of the security account.",
      account: accountOf(account),
    },
  ];
}
