import { isEndpoint, isRouted, isWithin, networkOf } from "../../organization/places";
import { covers } from "../../reads/readers";
import type { ConfigDocument, Path } from "../files/config-document";
import type { Problem } from "../files/problem";
import {
  asEntry,
  readersAt,
  secretsOf,
  strings,
  watchedOf,
  type AccountView,
  type ConfigView,
  type ReaderView,
} from "./config-view";
import { inAccount } from "./covered-readers";

/** A list of readers, and those that may read from anywhere what the list is about. */
interface ReaderList {
  readonly document: ConfigDocument;
  readonly readers: readonly ReaderView[];
  readonly free: readonly FreeReader[];
  readonly account?: unknown;
}

interface FreeReader {
  readonly reader: string;
  readonly place: string;
}

/** Places of readers are endpoints, and networks that records can show. */
export function checkReaderPlaces(view: ConfigView): Problem[] {
  return listsOf(view).flatMap(({ document, readers }) => [
    ...readers.flatMap((reader) => [
      ...checkReader(document, reader),
      ...placesOf(reader).flatMap(checkPlace(document)),
    ]),
    ...checkTwice(document, readers),
  ]);
}

/** Places that make no difference, or too little of one. */
export function placeNotes(view: ConfigView): Problem[] {
  return listsOf(view).flatMap((list) =>
    list.readers
      .filter(({ from }) => from !== undefined)
      .flatMap((reader) => [
        ...idleFrom(list, reader),
        ...coveredPlaces(list.document, reader),
        ...placesOf(reader).flatMap((each) => widePlace(list.document, each)),
      ]),
  );
}

/** Bits that all addresses of the largest networks have that one owner gets: https://www.iana.org/assignments/ipv4-address-space, RFC 6177. */
const FEWEST_BITS = { IPv4: 8, IPv6: 16 } as const;

function widePlace(document: ConfigDocument, { place, path }: PlaceView): Problem[] {
  const network = networkOf(place);
  if (network === undefined || Number(place.split("/")[1]) >= FEWEST_BITS[network.family]) return [];
  return [
    document.problem(
      path,
      `${place} is wider than what one owner has, /${FEWEST_BITS[network.family]}: calls of many others pass for the reader's.`,
      "Write the networks of the reader.",
    ),
  ];
}

function listsOf({ root, settings, accounts }: ConfigView): readonly ReaderList[] {
  const path: Path = ["defaults", "expectedReaders"];
  const defaults = readersAt(path, asEntry(settings.defaults).expectedReaders);
  const ofAll = freeOf(root, defaults);
  return [
    { document: root, readers: defaults, free: ofAll },
    ...accounts.flatMap((account) => listsOfAccount(account, ofAll)),
  ];
}

function listsOfAccount(account: AccountView, ofAll: readonly FreeReader[]): readonly ReaderList[] {
  const { document, path, entry } = account;
  const own = readersAt([...path, "expectedReaders"], entry.expectedReaders);
  const free = [...ofAll, ...freeOf(document, own)];
  const secrets = [...secretsOf(account), ...watchedOf(account)].map((secret) =>
    readersAt([...secret.path, "expectedReaders"], secret.entry.expectedReaders),
  );
  return [
    { document, readers: own, free, account: entry.id },
    ...secrets.map((readers) => ({
      document,
      readers,
      free: [...free, ...freeOf(document, readers)],
      account: entry.id,
    })),
  ];
}

function freeOf(document: ConfigDocument, readers: readonly ReaderView[]): readonly FreeReader[] {
  return readers
    .filter(({ from }) => from === undefined)
    .map(({ reader, path }) => ({ reader, place: document.place(path) }));
}

interface PlaceView {
  readonly place: string;
  readonly path: Path;
}

function placesOf({ path, from }: ReaderView): readonly PlaceView[] {
  return strings(from).map(({ text, index }) => ({ place: text, path: [...path.slice(0, -1), "from", index] }));
}

/** A service's own calls have its name in place of an address. */
function checkReader(document: ConfigDocument, { reader, path, from }: ReaderView): Problem[] {
  if (from === undefined || !reader.startsWith("service/")) return [];
  return [
    document.problemWithKey(
      [...path.slice(0, -1), "from"],
      "a service reads from AWS, without an address.",
      `Write ${reader} alone, without from.`,
    ),
  ];
}

function checkPlace(document: ConfigDocument) {
  return ({ place, path }: PlaceView): Problem[] => {
    // What looks like neither is for the schema to report.
    if (isEndpoint(place) || !/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(place)) return [];
    const problem = (message: string, remedy: string) => [document.problem(path, `${place} ${message}.`, remedy)];
    const network = networkOf(place);
    if (network === undefined) {
      return problem(
        "is no network",
        "Write an address and how many of its bits all have: 203.0.113.0/24, 2001:db8::/32.",
      );
    }
    if (place.endsWith("/0"))
      return problem("is every address", "Leave from out, or write the networks of the reader.");
    if (network.first.startsWith("0000:0000:0000:0000:0000:ffff:")) {
      return problem("has addresses of IPv4", "Write it as a network of IPv4: 203.0.113.0/24.");
    }
    if (!isRouted(network)) {
      return problem(
        "is not of the internet; CloudTrail has such addresses for calls through a VPC endpoint, and anybody's VPC may have them",
        "Write the endpoint: vpce-0123456789abcdef0.",
      );
    }
    if (network.isExact) return [];
    const alone = `${place.split("/")[0]!}/${network.family === "IPv4" ? 32 : 128}`;
    return problem(
      "is an address within a network",
      `Write the network, ${network.written}, or the address alone, ${alone}.`,
    );
  };
}

function checkTwice(document: ConfigDocument, readers: readonly ReaderView[]): Problem[] {
  const seen = new Set<string>();
  return readers.flatMap(({ reader, path, from }) => {
    if (from === undefined) return [];
    if (!seen.has(reader)) {
      seen.add(reader);
      return [];
    }
    return [
      document.problem(path, `${JSON.stringify(reader)} is in the list twice.`, "Put all of its places into one from."),
    ];
  });
}

function idleFrom({ document, free, account }: ReaderList, { reader, path }: ReaderView): Problem[] {
  const wide = free.find((each) => covers(inAccount(each.reader, account), inAccount(reader, account)));
  if (wide === undefined) return [];
  return [
    document.problemWithKey(
      [...path.slice(0, -1), "from"],
      `it has no effect: ${wide.reader} may read from anywhere (${wide.place}), and entries add up.`,
      "Give that entry places, too, or remove one of the two.",
    ),
  ];
}

function coveredPlaces(document: ConfigDocument, reader: ReaderView): Problem[] {
  const places = placesOf(reader).flatMap(({ place, path }) => {
    const network = networkOf(place);
    return network === undefined ? [] : [{ place, path, network }];
  });
  return places.flatMap(({ place, path, network }, index) => {
    const wide = places.find(
      (other, at) =>
        at !== index && isWithin(network, other.network) && (at < index || !isWithin(other.network, network)),
    );
    return wide === undefined
      ? []
      : [document.problem(path, `${place} is in ${wide.place}, which is in the list, too.`, "Remove one of them.")];
  });
}
