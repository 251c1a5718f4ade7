/** Steps that many detections share. */
export const findWho = "Find who did it in the log group: userIdentity.arn, sourceIPAddress and recipientAccountId";
export const revokeSessions = "If nobody knows it: revoke the sessions of that principal";
