import { type HealthyType, part } from "./healthy-type";

/** Buses, rules, targets, state machines, topics, queues, chats, the table and secrets. */
export const healthyEventTypes: Readonly<Record<string, HealthyType>> = {
  aws_secretsmanager_secret_policy: ({ attributes, refersTo }, { place, stack }) => {
    const secret = stack.resources.find(({ address }) => refersTo.includes(address));
    const answer = { ARN: attributes.secret_arn as string };
    return [part("secretsmanager:DescribeSecret", { SecretId: secret?.attributes.name as string }, place, answer)];
  },
};
