/**
 * Parts of the ARN of a reader: its role and the session's name, or whatever else it is, as `user/NAME` or `root`. A
 * role in a session's ARN stands without its path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const principalOf = `$principalOf := function($arn) {(
  $resource := $replace($arn, /^arn:[^:]*:(iam|sts)::[0-9]*:/, "");
  $parts := $split($resource, "/");
  $parts[0] = "assumed-role"
    ? { "role": "role/" & $parts[1], "session": $parts[2] }
    : $parts[0] = "role" ? { "role": $resource } : { "other": $resource }
)}`;

/**
 * The permission set of a role that IAM Identity Center made: nobody else makes roles below its path. A role that is only
 * called like one is whoever's.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const permissionSetOf = String.raw`$permissionSetOf := function($issuer) {
  $match($issuer, /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/).groups[1]
}`;

/**
 * Who read, from parts that are there: the name for titles is the person behind single sign-on, or the role or user.
 *
 * Single sign-on names sessions after persons. Every other session is named by whoever assumes the role, and so is the source
 * identity: the first call that sets it chooses it, unless a policy of the role says what it may be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const named = `$named := function($reader) {(
  $permissionSet := $permissionSetOf($reader.issuer);
  $person := $exists($permissionSet) ? $reader.session;
  {
    "name": $exists($permissionSet)
      ? $first($person, "somebody") & " (" & $permissionSet & ")"
      : $first($reader.role, $reader.other),
    "arn": $reader.arn,
    "role": $reader.role,
    "session": $reader.session,
    "person": $person,
    "sourceIdentity": $reader.sourceIdentity,
    "type": $reader.type,
    "through": $reader.through
  }
)}`;

/** Definitions for what is below. */
export const readerFunctions = [principalOf, permissionSetOf, named];

/** The reader of a CloudTrail record `$record`. */
export const readerOfRecord = `(
  $identity := $record.userIdentity;
  $arn := $plain($identity.arn);
  $issuerArn := $plain($identity.sessionContext.sessionIssuer.arn);
  $issuer := $principalOf($issuerArn);
  $principal := $principalOf($arn);
  $id := $plain($identity.principalId);
  $service := $plain($identity.invokedBy);
  $isService := $identity.type = "AWSService" or ($exists($service) and $not($exists($identity.type)));
  $accountId := $plain($identity.accountId);
  $other := [
    $identity.type = "Root" ? "the root user",
    $principal.other,
    $isService and $exists($service) ? "the AWS service " & $service,
    $exists($plain($identity.userName)) ? "user/" & $plain($identity.userName),
    $identity.type = "AWSAccount" and $exists($accountId) ? "a principal of account " & $accountId,
    $id
  ][0];
  $named({
    "arn": $arn,
    "issuer": $issuerArn,
    "role": $first($issuer.role, $principal.role),
    "session": $first($principal.session, $contains($id, ":") ? $substringAfter($id, ":")),
    "sourceIdentity": $plain($identity.sessionContext.sourceIdentity),
    "other": $other,
    "type": $plain($identity.type),
    "through": $not($isService) ? $service
  })
)`;
