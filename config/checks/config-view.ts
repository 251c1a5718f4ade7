import type { ConfigDocument, Path } from "../files/config-document";
import { secretArn } from "../../organization/names/secret-arn";
import { includedFileSchema } from "../schema/member";
import { organizationFileSchema } from "../schema/organization-file";
import { walk, type Found } from "../schema/walk";
import type { TextKind } from "../schema/value-kinds";

type Entry = Readonly<Record<string, unknown>>;

/** One account as it stands in a file, whether or not it fits the schema. */
export interface AccountView {
  readonly kind: "management" | "security" | "logArchive" | "member";
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly entry: Entry;
}

/** One secret of a member, likewise. */
export interface SecretView {
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly entry: Entry;
}

/** A text or a list of a known kind, with its file. */
interface PlacedValue extends Found {
  readonly document: ConfigDocument;
}

/** A text, likewise. */
export interface PlacedText extends PlacedValue {
  readonly value: string;
}

/**
 * The configuration as it stands in the files, for checks across keys and files. They run also where the schema found
 * something wrong, so that one run reports everything; so every value is of unknown type here.
 */
export interface ConfigView {
  readonly root: ConfigDocument;
  readonly settings: Entry;
  /** Management, security and log archive account, then the members in the order of the files. */
  readonly accounts: readonly AccountView[];
  /** Every text and list of a known kind, also in included files. */
  readonly values: readonly PlacedValue[];
}

export function viewOf(root: ConfigDocument, included: readonly ConfigDocument[]): ConfigView {
  const settings = asEntry(root.value);
  const central = (["management", "security", "logArchive"] as const)
    .filter((kind) => settings[kind] !== undefined)
    .map((kind): AccountView => ({ kind, document: root, path: [kind], entry: asEntry(settings[kind]) }));
  const members = [root, ...included].flatMap((document) =>
    asList(asEntry(document.value).members).map((entry, index): AccountView => ({
      kind: "member",
      document,
      path: ["members", index],
      entry: asEntry(entry),
    })),
  );
  const values = [root, ...included].flatMap((document) =>
    walk(document === root ? organizationFileSchema : includedFileSchema, document.value).map((found) => ({
      ...found,
      document,
    })),
  );
  return { root, settings, accounts: [...central, ...members], values };
}

/** All texts of some kinds. */
export function textsOf({ values }: ConfigView, ...kinds: readonly TextKind[]): readonly PlacedText[] {
  const isWanted = (each: PlacedValue): each is PlacedText => kinds.some((kind) => kind === each.kind);
  return values.filter(isWanted);
}

/** All lists in which nothing stands twice. */
export function setsOf({ values }: ConfigView): readonly PlacedValue[] {
  return values.filter(({ kind }) => kind === "set");
}

export function secretsOf({ document, path, entry }: AccountView): readonly SecretView[] {
  return asList(entry.secrets).map((secret, index) => ({
    document,
    path: [...path, "secrets", index],
    entry: asEntry(secret),
  }));
}

/** Secrets of an account that are made elsewhere. */
export function watchedSecretsOf({ document, path, entry }: AccountView): readonly SecretView[] {
  return asList(entry.watchedSecrets).map((secret, index) => ({
    document,
    path: [...path, "watchedSecrets", index],
    entry: asEntry(secret),
  }));
}

/** One reader of a list, with or without places. */
export interface ReaderView {
  readonly reader: string;
  /** Of the reader's name. */
  readonly path: Path;
  /** As it stands there. @default - none is said */
  readonly from?: unknown;
}

/** Readers of an `expectedReaders` list that is at a path. */
export function readersAt(path: Path, value: unknown): readonly ReaderView[] {
  return asList(value).flatMap((each, index): ReaderView[] => {
    if (typeof each === "string") return [{ reader: each, path: [...path, index] }];
    const { reader, from } = asEntry(each);
    return typeof reader === "string" ? [{ reader, path: [...path, index, "reader"], from }] : [];
  });
}

/** Region of a secret that is made or adopted here. */
export function regionOfSecret({ entry }: SecretView, home: unknown): unknown {
  return entry.region ?? secretArn(entry.adopt)?.region ?? home;
}

/** Decoys that every member has. */
export function defaultDecoysOf({ root, settings }: ConfigView): readonly SecretView[] {
  return asList(asEntry(settings.defaults).decoys).map((decoy, index) => ({
    document: root,
    path: ["defaults", "decoys", index],
    entry: asEntry(decoy),
  }));
}

export function asEntry(value: unknown): Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Entry) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The strings of a list with their positions; anything else in it is for the schema to report. */
export function strings(value: unknown): readonly { readonly text: string; readonly index: number }[] {
  return asList(value).flatMap((text, index) => (typeof text === "string" ? [{ text, index }] : []));
}
