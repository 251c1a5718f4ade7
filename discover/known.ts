import { type AccountView, asEntry, type ConfigView, strings, viewOf } from "../config/checks/config-view";
import type { ConfigDocument } from "../config/files/config-document";
import { commentBehind } from "../learn/edits/change-values";
import { type Path, type Source, sourceOf } from "../learn/edits/source";
import type { Organization } from "../organization/organization";

/** A configuration as it stands in its files, and what it means. */
export class Known {
  readonly view: ConfigView;
  readonly accounts: ReadonlyMap<string, AccountView>;
  /** Ids of units by their names. */
  readonly units: ReadonlyMap<string, string>;
  private readonly sources = new Map<ConfigDocument, Source>();

  constructor(
    readonly documents: readonly ConfigDocument[],
    readonly organization: Organization,
  ) {
    const [root, ...included] = documents as [ConfigDocument, ...ConfigDocument[]];
    this.view = viewOf(root, included);
    this.accounts = new Map(this.view.accounts.map((account) => [String(account.entry.id), account]));
    this.units = new Map(Object.entries(organization.organizationalUnits));
  }

  get root(): ConfigDocument {
    return this.view.root;
  }

  /** Names of units by their ids, of two the first. */
  get unitNames(): ReadonlyMap<string, string> {
    return new Map([...this.units].reverse().map(([name, id]) => [id, name]));
  }

  /** Files or globs that the first file includes. */
  get included(): readonly string[] {
    return strings(asEntry(this.root.value).include).map(({ text }) => text);
  }

  /** What discover said once behind a value, if it begins so. */
  saidBehind(document: ConfigDocument, path: Path, beginning: string): string | undefined {
    const source = this.sources.get(document) ?? sourceOf(document.content);
    this.sources.set(document, source);
    const said = commentBehind(source, document.content, path);
    return said?.startsWith(beginning) === true ? said : undefined;
  }
}
