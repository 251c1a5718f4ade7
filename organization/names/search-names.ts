import { Naming } from "./naming";

/** What the archive is searched with, in the account and region of the bucket. */
export class SearchNames extends Naming {
  /** Of the workgroup, and what the results bucket is for. */
  readonly workgroupName = `${this.ownPrefix}archive`;

  /** In SQL a name with hyphens has to be quoted everywhere, one with underscores nowhere. */
  readonly databaseName = `${this.facts.namePrefix.replaceAll("-", "_")}_archive`;

  readonly tableName = "cloudtrail";

  readonly resultsBucketName = `${this.ownPrefix}athena-${this.facts.archiveAccountId}-${this.facts.homeRegion}`;

  get resultsBucketArn(): string {
    return this.arnOf("s3", "", "", this.resultsBucketName);
  }

  get workgroupArn(): string {
    return this.arnIn("athena", `workgroup/${this.workgroupName}`);
  }

  /** What Glue asks for, of whoever reads the table. */
  get catalogArns(): readonly string[] {
    return [
      this.arnIn("glue", "catalog"),
      this.arnIn("glue", `database/${this.databaseName}`),
      this.arnIn("glue", `table/${this.databaseName}/${this.tableName}`),
    ];
  }

  private arnIn(service: string, resource: string): string {
    return this.arnOf(service, this.facts.homeRegion, this.facts.archiveAccountId, resource);
  }
}
