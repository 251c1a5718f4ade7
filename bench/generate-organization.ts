import { stringify } from "yaml";

/** An organization of so many members with three secrets each, one of them replicated, as the text of its file. */
export function generateOrganization(members: number): string {
  return stringify({
    example: true,
    organizationId: "o-b3nchm4rk0",
    organizationalUnits: { workloads: "ou-b3nc-workload" },
    homeRegion: "eu-west-1",
    governedRegions: ["eu-west-1", "eu-central-1"],
    management: { name: "management", id: "900000000001" },
    security: { name: "security", id: "900000000002" },
    alerts: { emails: ["on-call@acorn.example"] },
    members: Array.from({ length: members }, (_, index) => member(index)),
  });
}

function member(index: number) {
  const name = `account-${index}`;
  return {
    name,
    id: String(800000000000 + index),
    organizationalUnit: "workloads",
    owner: `owner-${index}@acorn.example`,
    tags: { team: name },
    secrets: ["database", "api-token", "webhook-signature"].map((secret) => ({
      name: `prod/${name}/${secret}`,
      description: `The ${secret} of ${name}`,
      expectedReaders: [`role/service/${name}`],
      replicaRegions: secret === "database" ? ["eu-central-1"] : [],
    })),
  };
}
