import path from "node:path";

import { parse, stringify } from "yaml";

import { loadOrganization } from "../../config/load-organization";
import { toOrganization } from "../../config/to-organization";
import type { Organization } from "../../organization/organization";
import { organizationFileSchema } from "../../config/schema/organization-file";
import { temporaryDirectory } from "./temporary-directory";

type ReaderText = string | { reader: string; from: string[] };

interface MemberText {
  name: string;
  id: string;
  organizationalUnit: string;
  owner: string;
  wave?: string;
  tags?: Record<string, string>;
  regions?: string[];
  expectedReaders?: ReaderText[];
  secrets?: {
    name: string;
    adopt?: string;
    replacePolicy?: boolean;
    replaceTags?: boolean;
    kmsKeyArn?: string;
    description?: string;
    region?: string;
    owner?: string;
    decoy?: boolean;
    expectedReaders?: ReaderText[];
    replicaRegions?: string[];
    recoveryWindowDays?: number;
  }[];
  watchedSecrets?: { name: string; expectedReaders?: string[] }[];
}

/** organization.yaml as data, as far as tests edit it. */
export interface OrganizationText {
  [key: string]: unknown;
  governedRegions: string[];
  alerts: Record<string, unknown> & { emails: string[]; routes: Record<string, unknown>[] };
  defaults: {
    expectedReaders: ReaderText[];
    decoys: { name: string; description?: string; kmsKey?: "account" | "aws" }[];
    tags: Record<string, string>;
  };
  detections: Record<string, unknown>;
  members: MemberText[];
}

/** A small organization with one of everything. */
export const small = `example: true
organizationId: o-exampleorgid
organizationalUnits: { workloads: ou-exam-workload, sandbox: ou-exam-sandbox1 }
homeRegion: eu-west-1
governedRegions: [eu-west-1, eu-central-1]
management: { name: management, id: "111111111111" }
security: { name: security, id: "222222222222" }
alerts:
  emails: [on-call@acorn.example, lead@acorn.example]
  routes:
    - { name: pager, minimumSeverity: high, emails: [pager@acorn.example] }
guardrails:
  protectWatch: { organizationalUnits: [sandbox] }
defaults:
  tags: { cost-center: "4711" }
  expectedReaders: [role/secret-rotation]
  decoys: [{ name: prod/backup/root }]
detections: {}
members:
  - name: shop
    id: "333333333333"
    organizationalUnit: workloads
    owner: shop@acorn.example
    secrets:
      - { name: prod/shop/database, expectedReaders: [role/service/shop], replicaRegions: [eu-central-1] }
      - { name: prod/shop/api-key }
  - name: lab
    id: "444444444444"
    organizationalUnit: sandbox
    owner: lab@acorn.example
    wave: canary
    secrets:
      - { name: lab/token, expectedReaders: ["arn:aws:iam::333333333333:role/service/shop"] }
`;

/** The small organization after an edit, as the text of its file. */
export function edited(edit: (organization: OrganizationText) => void, text = small): string {
  const organization = parse(text) as OrganizationText;
  edit(organization);
  return stringify(organization);
}

/** Without files and checks across keys, which takes long. */
export function uncheckedOrganization(file: object): Organization {
  const parsed = organizationFileSchema.parse(file);
  return toOrganization(parsed, parsed.members ?? []);
}

export function organizationFrom(text: string): Organization {
  return loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"));
}
