import type { MemberAccount, Organization, WatchedSecret } from "../organization/organization";
import { ReadPatterns } from "../reads/read-patterns";

/**
 * Everything that the stack of a member is made of: members whose inputs are equal in two versions of a configuration
 * have equal stacks. A test makes stacks of this alone.
 */
export function memberInputs(organization: Organization, member: MemberAccount) {
  const { organizationId, partition, homeRegion, deployment, protection, names } = organization;
  const { id, name, tags, regions, mode, expectedReaders } = member;
  const reads = organization.crossAccountReads.get(member.id);
  const crossAccountReads = new Map(reads === undefined ? [] : [[member.id, reads]]);
  return {
    organization: {
      organizationId,
      partition,
      homeRegion,
      deployment,
      protection,
      names,
      alerts: {
        heartbeat: organization.alerts.heartbeat,
        heartbeatMinutes: organization.alerts.heartbeatMinutes,
      },
      readPatterns: new ReadPatterns({ names, crossAccountReads }, organization.alerts.patternLength),
    },
    member: {
      id,
      name,
      tags,
      regions,
      mode,
      expectedReaders,
      secrets: member.secrets.map((secret) => ({ ...secret, owner: undefined })),
      watchedSecrets: member.watchedSecrets.map(withoutPeople),
      watchedParameters: member.watchedParameters.map(withoutPeople),
    },
  };
}

/** Owners and descriptions are for messages. */
function withoutPeople<Watched extends WatchedSecret>(watched: Watched): Watched {
  return { ...watched, owner: undefined, description: undefined };
}
