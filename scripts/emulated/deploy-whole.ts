import { AccountClients } from "./account-clients";
import type { Maker } from "./makers/maker";
import { messageMakers } from "./makers/messages";
import { storageMakers } from "./makers/storage";
import { watchMakers } from "./makers/watch";
import { NotMadeYet, type Resource, type TerraformJson } from "./terraform-json";

const makers: Readonly<Record<string, Maker>> = { ...storageMakers, ...messageMakers, ...watchMakers };

/** Types that the emulator has nothing of, and why. docs/emulated.md says the same. */
export const notMade: Readonly<Record<string, string>> = {
  aws_chatbot_slack_channel_configuration: "The emulator has no chats.",
  aws_cloudtrail_organization_delegated_admin_account: "CloudTrail can't be administered by another account.",
  aws_cloudwatch_query_definition: "The emulator keeps no saved queries.",
};

/** Makes one resource; again, where AWS puts a new one in the place of the old. @throws NotMadeYet if it refers to what is not there */
export async function make(type: string, resource: Resource, clients: AccountClients): Promise<void> {
  resource.assertKnown();
  resource.learn(await makers[type]!(resource, clients));
}

/**
 * Makes every resource of a stack in the emulator, each in its account and region, after those that it refers to.
 *
 * @returns clients of the accounts that it is in, by the role that makes them
 */
export async function deployWhole(url: string, stack: TerraformJson): Promise<ReadonlyMap<string, AccountClients>> {
  const unknown = stack.types.filter((type) => !(type in makers) && !(type in notMade));
  if (unknown.length > 0) throw new Error(`Nothing makes ${unknown.join(", ")}: give it a row.`);
  const accounts = new Map<string, AccountClients>();
  let left = Object.keys(makers).flatMap((type) =>
    stack.resources(type).map(({ address }) => ({ type, id: address.slice(type.length + 1) })),
  );
  while (left.length > 0) {
    const later: typeof left = [];
    for (const { type, id } of left) {
      // As it is by now: what it refers to may have been made.
      const resource = stack.resource(type, id);
      const clients = accounts.get(resource.roleArn) ?? (await AccountClients.ofRole(url, resource.roleArn));
      accounts.set(resource.roleArn, clients);
      try {
        await make(type, resource, clients);
      } catch (error) {
        if (!(error instanceof NotMadeYet)) throw new Error(`${resource.address} was not made.`, { cause: error });
        later.push({ type, id });
      }
    }
    if (later.length === left.length) throw new Error(`They refer to each other: ${JSON.stringify(later)}`);
    left = later;
  }
  return accounts;
}
