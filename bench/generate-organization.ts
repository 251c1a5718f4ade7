import { stringify } from "yaml";

/** An address gets mail about its own accounts; so many teams own all of them. */
const TEAMS = 100;

/**
 * An organization of so many members with three secrets each, one of them replicated, and everything that can be on:
 * decoys, routes, mail to owners, signs of life, guardrails. As the text of its file.
 */
export function generateOrganization(members: number): string {
  return stringify({
    example: true,
    organizationId: "o-b3nchm4rk0",
    organizationalUnits: { workloads: "ou-b3nc-workload" },
    homeRegion: "eu-west-1",
    governedRegions: ["eu-west-1", "eu-central-1"],
    management: { name: "management", id: "900000000001" },
    security: { name: "security", id: "900000000002" },
    alerts: {
      emails: ["on-call@acorn.example"],
      routes: [
        { name: "chat", minimumSeverity: "high", slack: [{ workspaceId: "T0ACORN001", channelId: "C0SECURITY" }] },
        { name: "siem", queues: ["arn:aws:sqs:eu-west-1:900000000002:siem-intake"] },
        { name: "pager", minimumSeverity: "critical", https: ["https://pager.acorn.example/intake"] },
      ],
    },
    guardrails: {
      protectWatch: { organizationalUnits: ["workloads"], securityAccount: true },
      denyReadsFromOutside: { organizationalUnits: ["workloads"] },
    },
    defaults: {
      expectedReaders: ["role/secret-rotation"],
      decoys: [{ name: "prod/backup/root-database", description: "Root login of the backup database" }],
    },
    members: Array.from({ length: members }, (_, index) => member(index)),
  });
}

function member(index: number) {
  const name = `account-${index}`;
  return {
    name,
    // AWS gives ids out at random: every first digit is as frequent.
    id: `${index % 10}${String(80000000000 + index)}`,
    organizationalUnit: "workloads",
    owner: `team-${index % TEAMS}@acorn.example`,
    tags: { team: name },
    secrets: ["database", "api-token", "webhook-signature"].map((secret) => ({
      name: `prod/${name}/${secret}`,
      description: `The ${secret} of ${name}`,
      expectedReaders: [`role/service/${name}`],
      replicaRegions: secret === "database" ? ["eu-central-1"] : [],
    })),
  };
}
