import { any, field, type Condition } from "../../patterns/condition";
import type { CloudTrailRecord, Detection } from "../detection";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import { revokeSessions } from "./next-steps";

/** As CloudTrail was recorded to write it, whichever of its two forms the call had. */
const launch = "requestParameters.launchPermission.add.items[]";
const volume = "requestParameters.createVolumePermission.add.items[]";
const organizationArn = "arn:aws:organizations::444455556666:organization/o-example1";

/** A list has an element with this text, whatever it is: no filter pattern asks for an element as such. */
function isAdded(path: `requestParameters.${string}`): Condition {
  return field(path).matches("*");
}

function imageChange(launchPermission: CloudTrailRecord, more: CloudTrailRecord = {}): CloudTrailRecord {
  const requestParameters = { attributeType: "launchPermission", imageId: "ami-1", launchPermission };
  return recordOf("ec2", "ModifyImageAttribute", { requestParameters, ...more });
}

function volumeChange(createVolumePermission: CloudTrailRecord): CloudTrailRecord {
  const requestParameters = { attributeType: "CREATE_VOLUME_PERMISSION", snapshotId: "snap-1", createVolumePermission };
  return recordOf("ec2", "ModifySnapshotAttribute", { requestParameters });
}

function databaseChange(values: CloudTrailRecord): CloudTrailRecord {
  const requestParameters = { attributeName: "restore", dBSnapshotIdentifier: "nightly", ...values };
  return recordOf("rds", "ModifyDBSnapshotAttribute", { requestParameters });
}

/** Detections on copies of disks and databases that others were given. */
export const copies: readonly Detection[] = [
  {
    id: "image-shared",
    title: "A machine image was shared",
    severity: "high",
    family: "exposure",
    // Taking accounts off the list is no sharing.
    condition: calls(
      "ec2",
      ["ModifyImageAttribute"],
      any(isAdded(`${launch}.userId`), isAdded(`${launch}.group`)),
      succeeded,
    ),
    why: "Whoever may launch an image can read its whole disk, with any password or key on it.",
    likelyCauses: ["An image was published to your other accounts", "An intruder takes the disk along"],
    nextSteps: [
      "Look at launchPermission.add in requestParameters of the event: are these accounts yours? all is everybody",
      "If they are not: take the permission back and rotate every secret on the image",
      revokeSessions,
    ],
    references: ["ATT&CK T1537"],
    matches: [
      { what: "with another account", event: imageChange({ add: { items: [{ userId: "444455556666" }] } }) },
      { what: "with everybody", event: imageChange({ add: { items: [{ group: "all" }] } }) },
      {
        what: "with one account, and no longer with another",
        event: imageChange({
          add: { items: [{ userId: "444455556666" }] },
          remove: { items: [{ userId: "777788889999" }] },
        }),
      },
    ],
    ignores: [
      { what: "no longer with an account", event: imageChange({ remove: { items: [{ userId: "444455556666" }] } }) },
      { what: "with nobody", event: imageChange({ add: { items: [] } }) },
      { what: "with an organization", event: imageChange({ add: { items: [{ organizationArn }] } }) },
      {
        what: "another description",
        event: recordOf("ec2", "ModifyImageAttribute", {
          requestParameters: { attributeType: "description", imageId: "ami-1", description: "Web" },
        }),
      },
      {
        what: "an attempt that was denied",
        event: imageChange(
          { add: { items: [{ userId: "444455556666" }] } },
          { errorCode: "Client.UnauthorizedOperation" },
        ),
      },
    ],
  },
  {
    id: "image-shared-with-organization",
    title: "A machine image was shared with an organization",
    severity: "high",
    family: "exposure",
    // A filter pattern of its own, which goes through no more than three lists.
    condition: calls(
      "ec2",
      ["ModifyImageAttribute"],
      any(isAdded(`${launch}.organizationArn`), isAdded(`${launch}.organizationalUnitArn`)),
      succeeded,
    ),
    why: "Whoever may launch an image can read its whole disk, and an organization may be anybody's.",
    likelyCauses: ["An image was published to your organization", "An intruder takes the disk along"],
    nextSteps: [
      "Look at launchPermission.add in requestParameters of the event: does the ARN have your organization's id?",
      "If it does not: take the permission back and rotate every secret on the image",
      revokeSessions,
    ],
    references: ["ATT&CK T1537"],
    matches: [
      { what: "with all accounts", event: imageChange({ add: { items: [{ organizationArn }] } }) },
      {
        what: "with those of a unit",
        event: imageChange({
          add: {
            items: [{ organizationalUnitArn: "arn:aws:organizations::444455556666:ou/o-example1/ou-ex1-example1" }],
          },
        }),
      },
    ],
    ignores: [
      { what: "no longer", event: imageChange({ remove: { items: [{ organizationArn }] } }) },
      { what: "with an account", event: imageChange({ add: { items: [{ userId: "444455556666" }] } }) },
      {
        what: "an attempt that was denied",
        event: imageChange({ add: { items: [{ organizationArn }] } }, { errorCode: "Client.UnauthorizedOperation" }),
      },
    ],
  },
  {
    id: "snapshot-shared",
    title: "A snapshot was shared",
    severity: "high",
    family: "exposure",
    // Taking accounts off the list is no sharing.
    condition: any(
      calls(
        "ec2",
        ["ModifySnapshotAttribute"],
        any(isAdded(`${volume}.userId`), isAdded(`${volume}.group`)),
        succeeded,
      ),
      calls(
        "rds",
        ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
        isAdded("requestParameters.valuesToAdd[]"),
        succeeded,
      ),
      calls("redshift", ["AuthorizeSnapshotAccess"], succeeded),
    ),
    why: "Whoever may restore a snapshot has all the data in it, in an account you can't see.",
    likelyCauses: ["A backup was shared with your other accounts", "An intruder takes the data along"],
    nextSteps: [
      "Look at the accounts added in requestParameters of the event: are they yours? all is everybody",
      "If they are not: take the permission back, and treat the data as lost",
      revokeSessions,
    ],
    references: ["Security Hub EC2.1", "Security Hub RDS.1", "ATT&CK T1537"],
    matches: [
      { what: "a disk, with another account", event: volumeChange({ add: { items: [{ userId: "444455556666" }] } }) },
      { what: "a disk, with everybody", event: volumeChange({ add: { items: [{ group: "all" }] } }) },
      { what: "a database, with another account", event: databaseChange({ valuesToAdd: ["444455556666"] }) },
      {
        what: "a database cluster, with everybody",
        event: recordOf("rds", "ModifyDBClusterSnapshotAttribute", {
          requestParameters: { attributeName: "restore", valuesToAdd: ["all"] },
        }),
      },
      { what: "a warehouse", event: recordOf("redshift", "AuthorizeSnapshotAccess") },
    ],
    ignores: [
      { what: "a disk no longer", event: volumeChange({ remove: { items: [{ userId: "444455556666" }] } }) },
      { what: "a disk, with nobody", event: volumeChange({ add: { items: [] } }) },
      { what: "a database no longer", event: databaseChange({ valuesToRemove: ["444455556666"] }) },
      { what: "a database, with nobody", event: databaseChange({ valuesToAdd: [] }) },
      { what: "a warehouse no longer", event: recordOf("redshift", "RevokeSnapshotAccess") },
      { what: "a snapshot made", event: recordOf("ec2", "CreateSnapshot") },
      { what: "who may restore it looked up", event: recordOf("rds", "DescribeDBSnapshotAttributes") },
      { what: "an attempt that was denied", event: refusalOf("rds", "ModifyDBSnapshotAttribute") },
    ],
  },
];
