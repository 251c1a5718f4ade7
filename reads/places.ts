import { isEndpoint, networkOf, placeCovers } from "../organization/places";
import type { ExpectedReader, Reader } from "../organization/reads-of-account";
import { any, type Condition, field } from "../patterns/condition";
import { covers } from "./readers";

/**
 * Whether an AWS service made the call, for itself or for whoever asked it to. The record has the service's name in place of an address
 * then, which no caller's connection can bring about. `AWS Internal` is no such name: it does not say who called.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const byService = any(
  field("sourceIPAddress").endsWith(".amazonaws.com"),
  field("sourceIPAddress").endsWith(".amazonaws.com.cn"),
);

/** Whether a call came through one of the endpoints, or from a service. */
export function comesThrough(endpoints: readonly string[]): Condition {
  return any(byService, field("vpcEndpointId").isOneOf(...endpoints));
}

/**
 * Networks as the message composer compares them. It takes none of them for a call through an endpoint: a VPC may have any
 * addresses, those of somebody else's network, too.
 */
export function networksOf(from: readonly string[]): readonly string[] {
  return from.flatMap((place) => {
    const network = networkOf(place);
    return network === undefined ? [] : [`${network.first}-${network.last}`];
  });
}

/** Whether everybody who is the narrow reader, wherever it may read from, is also the wide one, and may read from there. */
export function includesReader(wide: ExpectedReader, narrow: ExpectedReader): boolean {
  const anywhere = wide.from === undefined;
  const everywhere = narrow.from?.every((each) => wide.from?.some((place) => placeCovers(place, each)));
  return covers(wide.reader, narrow.reader) && (anywhere || everywhere === true);
}

/** Readers that are expected wherever they read from. */
export function fromAnywhere(readers: readonly ExpectedReader[]): readonly Reader[] {
  return readers.filter(({ from }) => from === undefined).map(({ reader }) => reader);
}

/** The readers without those whom others let read from anywhere, so that their places mean nothing. */
export function withoutIdlePlaces(
  readers: readonly ExpectedReader[],
  others: readonly Reader[] = [],
): readonly ExpectedReader[] {
  const free = [...others, ...fromAnywhere(readers)];
  return readers.filter(({ reader, from }) => from === undefined || !free.some((wide) => covers(wide, reader)));
}

/** Endpoints from which all of a reader's entries expect it; undefined if it is expected from anywhere. */
export function commonEndpoints(entries: readonly Pick<ExpectedReader, "from">[]): readonly string[] | undefined {
  const lists = entries.flatMap(({ from }) => (from === undefined ? [] : [from.filter(isEndpoint)]));
  const [first, ...others] = lists;
  return first?.filter((endpoint) => others.every((list) => list.includes(endpoint)));
}
