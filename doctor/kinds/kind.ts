/** How bad it is. */
export type Urgency =
  /** Somebody can read secrets, or something of the watch can fail, and nobody is told. */
  | "blind"
  /** It works, and less of it than the configuration says, or not for long. */
  | "weak"
  /** It could not be found out. */
  | "unknown";

/** Who has to do something about it, or to know. */
export type Concerned = "security team" | "owner of the account" | "management account";

/** What all findings of a kind have in common. */
export interface Kind {
  readonly urgency: Urgency;
  /** What is wrong, in some words, as a headline. */
  readonly title: string;
  /** What is not seen meanwhile, or what may come of it: a sentence. */
  readonly blind: string;
  readonly concerned: Concerned;
  /** Where docs/ say more: `deploying.md#prerequisites`. @default - the row of docs/doctor.md alone */
  readonly docs?: string;
}
