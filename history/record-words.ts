import type { CloudTrailRecord } from "../detections/detection";
import { type Asked, nameField, type StoreName, stores } from "../detections/stores";
import type { ReadPlace } from "./history";

/** All names, ARNs and paths that the record of a read has. */
export function askedBy(record: CloudTrailRecord, store: StoreName): readonly string[] {
  const request = (record.requestParameters ?? {}) as Readonly<Record<string, unknown>>;
  const fields = new Set(Object.values<Asked>(stores[store].calls).map(nameField));
  return [...fields].flatMap((field) => request[field]).filter((each): each is string => typeof each === "string");
}

/** Where a call came from: not the address behind an endpoint, which whoever made its VPC chose. */
export function placeOf({ vpcEndpointId, sourceIPAddress }: CloudTrailRecord): Omit<ReadPlace, "count"> {
  if (typeof vpcEndpointId === "string") return { place: vpcEndpointId, kind: "endpoint" };
  if (typeof sourceIPAddress !== "string") return { place: "unknown", kind: "unknown" };
  const kind = /\.amazonaws\.com(\.cn)?$/.test(sourceIPAddress)
    ? "service"
    : /^[0-9a-f.:]+$/i.test(sourceIPAddress)
      ? "address"
      : "unknown";
  return { place: sourceIPAddress, kind };
}
