import path from "node:path";

import { parse } from "yaml";

import { generateOrganization } from "../../bench/generate-organization";
import { exampleFiles } from "../example-files";
import type { Configuration } from "./configuration";
import { chats, everything, manyRegions } from "./everything";
import { longest } from "./longest";

const BENCH_MEMBERS = 100;
const MANY_REGIONS = 20;

/** Everything that is judged: the files of the project, and what lies at the edges of what can be configured. */
export function configurations(): readonly Configuration[] {
  const files = exampleFiles().map((file) => ({ name: file, source: file }));
  return [...files, ...built(), ...refused()];
}

/** Templates of the roles that have to be there first. */
export const roleTemplates = ["deploy-role", "drill-role", "plan-role", "read-role"].map((name) =>
  path.join("examples", name, "template.yaml"),
);

/** What `check` takes, and AWS has to. */
function built(): readonly Configuration[] {
  const all = everything("aws");
  // What is about a trail of our own, or its bucket, has no place beside an existing one.
  const withoutTrail = Object.fromEntries(
    Object.entries(all).filter(([key]) => !["archive", "logArchive", "trail"].includes(key)),
  );
  return [
    { name: "everything", source: all },
    { name: "everything, at its longest", source: longest().source },
    { name: "everything, aws-us-gov", source: everything("aws-us-gov") },
    { name: "everything, aws-cn", source: everything("aws-cn") },
    { name: "existing trail", source: { ...withoutTrail, trail: { existing: {} } } },
    {
      name: "existing trail, log group elsewhere and named at its longest",
      source: { ...withoutTrail, trail: { existing: { logGroupName: "x".repeat(512), logGroupRegion: "us-east-1" } } },
    },
    { name: "only quiet", source: { ...all, modes: { canary: "quiet", all: "quiet" }, protection: false } },
    { name: `${MANY_REGIONS} regions`, source: manyRegions(MANY_REGIONS) },
    { name: "minimal", source: minimal },
    { name: "crowded account", source: { ...all, silence: [], members: [crowded] } },
    { name: `${BENCH_MEMBERS} members`, source: parse(generateOrganization(BENCH_MEMBERS)) as object },
  ];
}

/** What AWS would refuse, so that `check` has to. */
function refused(): readonly Configuration[] {
  const all = everything("aws");
  const [route] = all.alerts.routes;
  return [
    {
      name: "a queue of another account",
      source: {
        ...all,
        alerts: {
          ...all.alerts,
          routes: [{ ...route, queues: ["arn:aws:sqs:ap-southeast-1:999999999999:siem"] }],
        },
      },
      refused: /alerts\.routes\[0\]\.queues\[0\]/,
    },
    {
      name: "more subjects than a trust policy takes",
      source: {
        ...all,
        pipeline: {
          ...all.pipeline,
          oidc: {
            ...all.pipeline.oidc,
            plan: Array.from({ length: 50 }, (_, at) => `repo:acorn/cloud-${at}:pull_request`),
          },
        },
      },
      refused: /pipeline: who may take the role to plan/,
    },
    {
      name: "two channels of one Teams team",
      source: {
        ...all,
        alerts: {
          ...all.alerts,
          routes: [{ ...route, teams: chats.teams.map((channel) => ({ ...channel, teamId: chats.teams[0]!.teamId })) }],
        },
      },
      refused: /teams\[1\]/,
    },
    ...refusedTags(),
  ];
}

function refusedTags(): readonly Configuration[] {
  const all = everything("aws");
  const [member] = all.members;
  const manyTags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`tag-${at}`, "x"]));
  return [
    {
      name: "tags that are more than 50 with those of the defaults and ours",
      source: {
        ...all,
        defaults: { ...all.defaults, tags: manyTags(48) },
        members: [{ ...member, tags: { a: "1", b: "2" } }],
      },
      refused: /tags/,
    },
    {
      name: "tag keys that differ in case only from those of the defaults",
      source: {
        ...all,
        defaults: { ...all.defaults, tags: { Team: "a" } },
        members: [{ ...member, tags: { team: "b" } }],
      },
      refused: /tags/,
    },
    {
      name: "a tag without a value for the trail",
      source: { ...all, security: { ...all.security, tags: { team: "" } } },
      refused: /security\.tags/,
    },
    {
      name: "tag keys of one account that differ in case only",
      source: { ...all, security: { ...all.security, tags: { Team: "a", team: "b" } } },
      refused: /security\.tags/,
    },
  ];
}

const minimal = {
  example: true,
  organizationId: "o-exampleorgid",
  organizationalUnits: {},
  homeRegion: "us-east-1",
  governedRegions: ["us-east-1"],
  management: { name: "m", id: "111111111111" },
  security: { name: "s", id: "222222222222" },
  alerts: {
    emails: ["s@acorn.example"],
    heartbeat: false,
    owners: { notify: false },
    silenceMinutes: 5,
    archiveDays: 1,
  },
  archive: { archiveAfterDays: 1, expireAfterDays: 90 },
  logGroup: { retentionDays: 30 },
  protection: false,
};

/** Many secrets, each with readers and owners of its own: what one account's rules and roles can grow to. */
const crowded = {
  name: "crowded",
  id: "333333333333",
  organizationalUnit: "workloads",
  owner: "crowd@acorn.example",
  expectedReaders: ["role/service/*"],
  secrets: Array.from({ length: 60 }, (_, at) => ({
    name: `prod/application-${at}/credentials-of-the-main-database`,
    owner: `team-${at}@acorn.example`,
    ...(at < 8 ? { expectedReaders: [`role/application-${at}`] } : {}),
  })),
};
