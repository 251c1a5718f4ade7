import { placeOfArn } from "../../organization/names/arn";
import type { Problem } from "../files/problem";
import { readersAt, secretsOf, type ConfigView } from "./config-view";

/**
 * Readers of another account beside a secret that is made here. Its policy lets nobody in and its key only the account, and a caller of
 * another account needs both, so they can't be readers yet; it is no mistake that keeps anything from being watched.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export function unreachableReaders({ accounts }: ConfigView): readonly Problem[] {
  return accounts.flatMap((account) =>
    secretsOf(account)
      // The policy and the key that one has from elsewhere may let them in.
      .filter(({ entry: { adopt, replacePolicy } }) => adopt === undefined || replacePolicy === true)
      .flatMap(({ document, path, entry }) =>
        readersAt([...path, "expectedReaders"], entry.expectedReaders)
          .filter(({ reader }) => isElsewhere(reader, account.entry.id))
          .map(({ reader, path: at }) =>
            document.problem(
              at,
              `${JSON.stringify(reader)} is of another account, and can't read a secret that is made here: its policy and its key let no other account in.`,
              "Expect a role of this account that the reader assumes; or make the secret elsewhere, with a policy of yours, and list it under watchedSecrets.",
            ),
          ),
      ),
  );
}

function isElsewhere(reader: string, account: unknown): boolean {
  const place = placeOfArn(reader);
  return place !== undefined && place.account !== account;
}
