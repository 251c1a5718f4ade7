import type { Construct } from "constructs";

import { MUTE_STREAM, muteDefinition } from "../../messages/reads/mute";
import { muteFacts } from "../../messages/reads/organization-facts";
import type { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { StateMachine, writingTo } from "../../modules/messages/state-machine";
import type { Organization } from "../../organization/organization";
import { mayRemember } from "./memory";

/** The state machine by which people on call mute reads of one reader for a while. */
export function addMute(
  scope: Construct,
  organization: Organization,
  memoryKey: Pick<CustomerManagedKey, "keyArn">,
): void {
  const { names, security } = organization;
  new StateMachine(scope, "Mute", {
    name: names.messages.muteName,
    description: "People on call mute reads of one reader for a while, which the journal records",
    type: "STANDARD",
    definition: muteDefinition(muteFacts(organization)),
    stateMachineArn: names.messages.muteArn,
    accountId: security.id,
    statements: [
      ...mayRemember(organization, memoryKey, "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"),
      writingTo(`${names.logGroupArn(names.reads.journalName)}:log-stream:${MUTE_STREAM}`),
    ],
  });
}
