import type { ConfigDocument } from "../config/files/config-document";
import type { Addition } from "../learn/edits/add-items";
import type { ValueChange } from "../learn/edits/change-values";
import type { MappingItem } from "../learn/edits/item";

/** What is to be done to files, collected. */
export class Edits {
  readonly additions = new Map<ConfigDocument, Addition[]>();
  readonly changes = new Map<ConfigDocument, ValueChange[]>();
  /** Members of files that are not there yet, by their paths from the directory of the configuration. */
  readonly newFiles = new Map<string, MappingItem[]>();

  add(document: ConfigDocument, addition: Addition): void {
    const known = this.additions.get(document) ?? [];
    const same = known.findIndex(({ path }) => JSON.stringify(path) === JSON.stringify(addition.path));
    if (same === -1) known.push(addition);
    else known[same] = { ...known[same]!, items: [...known[same]!.items, ...addition.items] };
    this.additions.set(document, known);
  }

  change(document: ConfigDocument, change: ValueChange): void {
    this.changes.set(document, [...(this.changes.get(document) ?? []), change]);
  }

  addToNew(file: string, member: MappingItem): void {
    this.newFiles.set(file, [...(this.newFiles.get(file) ?? []), member]);
  }
}
