/** What AWS does not know, or what somebody wants otherwise. */
export interface Answers {
  /** Addresses of the security team. @default - a placeholder that the check refuses */
  readonly emails: readonly string[];
  /** Address for accounts whose tags have none. @default - the first of the security team's */
  readonly owner?: string;
  /** Keys of tags that name owners, the first one first. @default - what people call them */
  readonly ownerTags?: readonly string[];
  readonly homeRegion?: string;
  /** Region of the caller's settings. @default - none */
  readonly usualRegion?: string;
  /** Id of the account that the watch lives in. */
  readonly security?: string;
  /** Id of the account of the log archive. */
  readonly logArchive?: string;
  /** Bucket of Terraform's state. @default - state on this machine */
  readonly stateBucket?: string;
}

/** What stands for an answer that nobody gave: `secretwatch check` refuses each, as it refuses what is in the examples. */
export const unanswered = {
  email: "security-team@todo.invalid",
  account: "000000000000",
} as const;
