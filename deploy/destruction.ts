import { said } from "./diagnostics";
import type { ResourceChange } from "../plan/plan-document";
import { nameOf, verbOf } from "../plan/resource-facts";
import { StackFindings } from "../plan/stack-findings";
import { terminal, type TerminalText } from "../text/terminal";

/** The findings of a plan that destroys, with what AWS will say of it that Terraform does not see. */
export class Destruction extends StackFindings {
  /** What AWS refuses to delete as it is. */
  readonly refused: TerminalText[] = [];
  /** What it deletes only if somebody has made room. */
  readonly first: TerminalText[] = [];

  override change(resource: ResourceChange): void {
    super.change(resource);
    const { type, address, change } = resource;
    if (verbOf(change) !== "destroy") return;
    const { deletion_protection_enabled: isProtected, force_destroy: isEmptied } = Object(change.before) as Readonly<
      Record<string, unknown>
    >;
    const name = nameOf(resource) ?? address;
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
    if (isProtected === true) {
      const what = terminal`${type} ${said(name)} has its deletion protection on in AWS, which refuses to delete it.`;
      this.refused.push(what);
    }
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
    if (type === "aws_s3_bucket" && isEmptied !== true) {
      this.first.push(terminal`The bucket ${said(name)} has to be empty, with all versions.`);
    }
  }
}
