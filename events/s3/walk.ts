import type { EventLimits } from "../limits";
import type { Bucket, Page, S3Object } from "./bucket";
import { isAskedFor, isEventFolder, lastFolder, mayHold, trailFolderOf, trailRootIn, type TrailFolder } from "./layout";
import type { S3Place } from "./place";

/** A listing to do: it may find further ones. */
export type Step = (found: Found) => Promise<void>;

export interface Found {
  /** Nothing more is wanted. */
  readonly isEnded: boolean;
  object(object: S3Object): void;
  step(folder: string, step: Step): void;
}

/** Comes behind every other character in S3's order, which is that of UTF-8. */
const LAST = "\u{10ffff}";

/**
 * The listings that find what is asked for below a place. Of CloudTrail's folders, only those of accounts and regions that are
 * asked for are listed, from the first day to the last; of everything else, all.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export class Walk {
  constructor(
    private readonly bucket: Bucket,
    private readonly limits: EventLimits,
  ) {}

  first({ prefix, isObject }: S3Place): Step {
    return isObject ? this.one(prefix) : this.stepOf(prefix);
  }

  private stepOf(folder: string): Step {
    const trail = trailFolderOf(folder);
    if (trail === undefined) return this.everything(folder);
    const { account, service, region, above } = trail;
    if (account === undefined) return above === folder ? this.accounts(folder) : this.everything(folder);
    if (!isEventFolder(trail) || !isAskedFor(trail, this.limits)) return () => Promise.resolve();
    if (service === undefined) return this.regions(`${folder}CloudTrail/`);
    return region === undefined ? this.regions(folder) : this.days(folder, trail);
  }

  private one(key: string): Step {
    return async (found) => {
      // Not asked for by its name: that would take no more rights, but another request for its size.
      for await (const page of this.pages(found, { Prefix: key, MaxKeys: 1 })) {
        this.keep(page, found, (each) => each === key);
        return;
      }
    };
  }

  /** All below a folder; where folders of CloudTrail come, they are left to listings of their own. */
  private everything(folder: string): Step {
    return async (found) => {
      const roots = new Set<string>();
      let after: string | undefined;
      do {
        const start = after;
        after = undefined;
        for await (const page of this.pages(found, { Prefix: folder, StartAfter: start })) {
          for (const { key } of page.objects) {
            const root = trailRootIn(key, folder);
            if (root === undefined || roots.has(root)) continue;
            roots.add(root);
            found.step(root, this.stepOf(root));
          }
          this.keep(page, found, (each) => trailRootIn(each, folder) === undefined);
          const root = page.next === undefined ? undefined : trailRootIn(page.objects.at(-1)?.key ?? "", folder);
          if (root === undefined) continue;
          after = root + LAST;
          break;
        }
      } while (after !== undefined && !found.isEnded);
    };
  }

  /** The folder in which accounts have theirs, and organizations, too. */
  private accounts(folder: string): Step {
    return async (found) => {
      for await (const page of this.pages(found, { Prefix: folder, Delimiter: "/" })) {
        this.keep(page, found);
        for (const each of page.folders) {
          const trail = trailFolderOf(each)!;
          // CloudTrail's files are below an account, or below an organization, which is told by what it is called.
          if (isAskedFor(trail, this.limits)) found.step(each, this.stepOf(each));
        }
      }
    };
  }

  private regions(folder: string): Step {
    return async (found) => {
      const add = (each: string) => {
        found.step(each, this.stepOf(each));
      };
      const { regions } = this.limits;
      if (regions !== undefined) for (const region of regions) add(`${folder}${region}/`);
      else for await (const page of this.pages(found, { Prefix: folder, Delimiter: "/" })) page.folders.forEach(add);
    };
  }

  /** Files of a region, by day: pages have a thousand of them, and a day has less, mostly. */
  private days(folder: string, { above, account, service, region }: TrailFolder): Step {
    return async (found) => {
      const whole = `${above}${account}/${service}/${region}/`;
      const { from } = this.limits;
      const first = from === undefined ? "" : `${whole}${from.replaceAll("-", "/")}/`;
      const end = lastFolder(this.limits).replaceAll("-", "/") + LAST;
      for await (const page of this.pages(found, { Prefix: folder, StartAfter: first > folder ? first : undefined })) {
        this.keep(page, found);
        const last = page.objects.at(-1)?.key;
        if (last !== undefined && last.slice(whole.length) > end) return;
      }
    };
  }

  private keep({ objects }: Page, found: Found, isWanted: (key: string) => boolean = () => true): void {
    for (const each of objects) if (isWanted(each.key) && mayHold(each, this.limits)) found.object(each);
  }

  private async *pages(found: Found, input: Parameters<Bucket["list"]>[0]): AsyncGenerator<Page> {
    let token: string | undefined;
    do {
      const page = await this.bucket.list({ ...input, ContinuationToken: token });
      yield page;
      token = page.next;
    } while (token !== undefined && !found.isEnded);
  }
}
