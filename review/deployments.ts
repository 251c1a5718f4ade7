import type { MemberAccount, Organization } from "../config/organization";

/** A stack as it is rolled out. */
export interface Deployment {
  readonly stack: string;
  readonly account: { readonly id: string; readonly name: string };
  /** Of the rollout; those of the central stacks start with a digit, which no configured wave does. */
  readonly wave: string;
  /** @default - the stack of a central account */
  readonly member?: MemberAccount;
}

/** What a person applies, never a pipeline: the pipeline's own roles. */
export const BY_HAND = "9-by-hand";

/** Waves of the central stacks, each of which waits for the one before. */
const centralWaves = {
  security: "0-security",
  "log-archive": "1-log-archive",
  management: "2-management",
  pipeline: BY_HAND,
};

/** The stacks of an organization, in the order in which they are deployed. */
export function deploymentsOf(organization: Organization): readonly Deployment[] {
  const { security, logArchive, management, members, waves, pipeline } = organization;
  const central = (stack: keyof typeof centralWaves, { id, name }: { id: string; name: string }): Deployment => ({
    stack,
    account: { id, name },
    wave: centralWaves[stack],
  });
  const ofMembers = waves.flatMap((wave) => members.filter((member) => member.wave === wave));
  return [
    central("security", security),
    ...(logArchive === undefined ? [] : [central("log-archive", logArchive)]),
    central("management", management),
    ...ofMembers.map((member) => ({
      stack: `member-${member.name}`,
      account: { id: member.id, name: member.name },
      wave: member.wave,
      member,
    })),
    ...(pipeline === undefined ? [] : [central("pipeline", security)]),
  ];
}
