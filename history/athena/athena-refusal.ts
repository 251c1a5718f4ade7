import { credentialTroubleOf } from "../../aws/refused";

/** Why there is no answer, in words that follow "Athena". */
export class QueryFailed extends Error {
  constructor(
    reason: string,
    /** Whether we ended it ourselves. */
    readonly isStopped = false,
    /** Whether the query has ended by itself, and there is nothing to stop. */
    readonly isOver = false,
  ) {
    super(reason);
  }
}

interface AwsError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Errors that mean something of their own here. https://docs.aws.amazon.com/athena/latest/APIReference/CommonErrors.html */
const known: Readonly<Record<string, (message: string) => string>> = {
  AccessDeniedException: (message) => `may not be asked (${message}). docs/athena.md has what it takes`,
  ThrottlingException: () => "was asked too often, by us or by others of the account. Try again later",
  TooManyRequestsException: () => "was asked too often, by us or by others of the account. Try again later",
  InvalidRequestException: (message) =>
    `refuses the query (${message}). Is archive.athena deployed, and are these credentials those of the archive's account?`,
};

/** @throws QueryFailed for what AWS answers, and for trouble on the way to it */
export async function askingAthena<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const { name, message, code, $metadata } = error as AwsError;
    const trouble = credentialTroubleOf(error);
    if (trouble !== undefined) throw new QueryFailed(`can't be asked: ${trouble}`);
    const words = Object.hasOwn(known, name) ? known[name] : undefined;
    if (words !== undefined) throw new QueryFailed(words(message));
    if (code !== undefined) throw new QueryFailed(`can't be reached (${code})`);
    if ($metadata?.httpStatusCode === undefined) throw error;
    throw new QueryFailed(`did not answer (${name}: ${message})`);
  }
}
