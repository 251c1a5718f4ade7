import { any, type Condition, field, not } from "../../patterns/condition";

/** What a service does in the name of whoever uses it. */
interface ActsInNameOfOthers {
  /** Service principal, or what is in all of them. */
  readonly service: string;
  readonly why: string;
}

/**
 * The only calls in somebody's name that are taken for a service's own doing. `invokedBy` alone tells nothing: it is there as well
 * where CloudFormation, Step Functions or EventBridge Scheduler do what somebody told them, and they do whatever they are told.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const actsInNameOfOthers = {
  alarms: {
    // Application Auto Scaling calls itself by the service that it scales: dynamodb.application-autoscaling.amazonaws.com.
    service: "autoscaling.amazonaws.com",
    why: "Scaling policies delete and replace alarms all day long: those that they made, and no others",
  },
  commands: {
    service: "ssm.amazonaws.com",
    why:
      "Maintenance windows run commands every night, as a role of the account; so an automation that somebody starts " +
      "by hand is taken for one",
  },
  grants: {
    service: "lambda.amazonaws.com",
    why: "Lambda lets the role of a function decrypt the environment of that function, and nothing else",
  },
} as const satisfies Record<string, ActsInNameOfOthers>;

/**
 * A service for itself, or by a role that is linked to it, which nobody else takes on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
const byItself = [
  field("userIdentity.type").equals("AWSService"),
  field("userIdentity.sessionContext.sessionIssuer.arn").contains(":role/aws-service-role/"),
];

/** Somebody did it, or had it done: no service of its own accord, and none of those that do such things all day. */
export function notByService(acts?: keyof typeof actsInNameOfOthers): Condition {
  const inNameOfOthers =
    acts === undefined ? [] : [field("userIdentity.invokedBy").contains(actsInNameOfOthers[acts].service)];
  return not(any(...byItself, ...inNameOfOthers));
}
